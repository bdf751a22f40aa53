// The people of an instance.

import assert from 'node:assert/strict';
import {
  apiUrl, clerk, example, fresh, freshNumber, newSession, newUser, noPicture, notFound, other, password, picture, refused, unchanged,
} from '../harness.mjs';

const totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const backupCodes = ['first-code-123', 'second-code-456'];
const passkey = 'DELETE /users/{user_id}/passkeys/{passkey_identification_id}';
const wallet = 'DELETE /users/{user_id}/web3_wallets/{web3_wallet_identification_id}';
const account = 'DELETE /users/{user_id}/external_accounts/{external_account_id}';
const oauthTokens = 'GET /users/{user_id}/oauth_access_tokens/{provider}';
const replace = 'PUT /users/{user_id}/metadata';
export const unknown = { 2: [replace], 1: [replace] };
export const exempt = {
  [`${passkey} happy`]: "the Backend API can't add a passkey",
  [`${account} happy`]: "the Backend API can't link an account",
  [`${oauthTokens} happy`]: "the Backend API can't link an account",
  [`${oauthTokens} bad`]: 'the client sends no values, and a provider that is not enabled is a 404',
};

const newWallet = () => `0x${fresh()}${fresh()}${fresh()}abcd`;
const ids = users => users.map(user => user.id);

// A user of another instance, who has everything.
let made;
const stranger = () =>
  (made ??= newUser({ password, totpSecret, backupCodes, web3Wallet: [newWallet()], username: `u${fresh()}` }, other));

example('a user is created with all that is given, and found again', ['POST /users', 'GET /users/{user_id}'], async () => {
  const name = fresh();
  const metadata = { publicMetadata: { plan: 'pro' }, privateMetadata: { note: { n: 1 } }, unsafeMetadata: { theme: 'dark' } };
  const names = { firstName: 'Ada', lastName: 'Lovelace', username: `u${name}`, externalId: name };
  const createdAt = new Date('2020-01-02T03:04:05.678Z');
  const user = await newUser({ ...names, ...metadata, phoneNumber: [freshNumber()], web3Wallet: [newWallet()], createdAt });
  const found = await clerk.users.getUser(user.id);
  assert.deepEqual(found, user);
  for (const [field, value] of Object.entries({ ...names, ...metadata })) assert.deepEqual(found[field], value);
  assert.equal(found.createdAt, createdAt.getTime());
  assert.equal(found.primaryEmailAddress.id, found.emailAddresses[0].id);
  assert.equal(found.primaryPhoneNumber.id, found.phoneNumbers[0].id);
  assert.equal(found.primaryWeb3Wallet.id, found.web3Wallets[0].id);
});

example("a user that can't be is refused", ['POST /users'], async () => {
  const taken = (await newUser()).emailAddresses[0].emailAddress;
  await refused(422, 'form_identifier_exists', () => newUser({ emailAddress: [taken] }));
  await refused(422, 'form_param_format_invalid', () => newUser({ emailAddress: ['nobody'] }));
  await refused(422, 'form_password_length_too_short', () => newUser({ password: 'short' }));
  await refused(422, 'form_param_exceeds_allowed_size', () => newUser({ publicMetadata: { long: 'x'.repeat(9_000) } }));
  await refused(422, 'form_param_type_invalid', () => newUser({ firstName: 7 }));
});

example('what is given changes and the rest stays', ['PATCH /users/{user_id}', 'GET /users/{user_id}'], async () => {
  const { id } = await newUser({ firstName: 'Ada', username: `u${fresh()}` });
  assert.equal((await clerk.users.updateUser(id, { lastName: 'Lovelace' })).lastName, 'Lovelace');
  assert.equal((await clerk.users.updateUser(id, { username: null })).username, null);
  assert.equal((await clerk.users.updateUser(id, { password })).passwordEnabled, true);
  assert.equal((await clerk.users.updateUser(id, {})).firstName, 'Ada');
  assert.equal((await clerk.users.getUser(id)).firstName, 'Ada');
});

example("a change that can't be is refused", ['PATCH /users/{user_id}'], async () => {
  const [{ id }, { username }] = [await newUser(), await newUser({ username: `u${fresh()}` })];
  await refused(422, 'form_identifier_exists', () => clerk.users.updateUser(id, { username }));
  await refused(422, 'form_username_invalid_character', () => clerk.users.updateUser(id, { username: 'no spaces' }));
  const foreign = (await stranger()).emailAddresses[0].id;
  await refused(422, 'form_param_value_invalid', () => clerk.users.updateUser(id, { primaryEmailAddressID: foreign }));
  await notFound(() => clerk.users.updateUser('user_unknown', { firstName: 'Ada' }));
});

example('metadata is merged, and a null deletes', ['PATCH /users/{user_id}/metadata'], async () => {
  const { id } = await newUser({ publicMetadata: { plan: 'pro', deep: { a: 1, b: 2 } } });
  const merged = await clerk.users.updateUserMetadata(id, { publicMetadata: { seats: 3, plan: null, deep: { a: null } } });
  assert.deepEqual(merged.publicMetadata, { seats: 3, deep: { b: 2 } });
});

example('too much metadata is refused', ['PATCH /users/{user_id}/metadata'], async () => {
  const { id } = await newUser();
  for (const kind of ['publicMetadata', 'privateMetadata', 'unsafeMetadata']) {
    const metadata = { [kind]: { long: 'x'.repeat(9_000) } };
    await refused(422, 'form_param_exceeds_allowed_size', () => clerk.users.updateUserMetadata(id, metadata));
  }
});

example('metadata is replaced', [replace], async () => {
  const { id } = await newUser({ publicMetadata: { plan: 'pro' }, privateMetadata: { n: 1 } });
  const replaced = await clerk.users.replaceUserMetadata(id, { publicMetadata: { seats: 3 } });
  assert.deepEqual([replaced.publicMetadata, replaced.privateMetadata], [{ seats: 3 }, { n: 1 }]);
  const tooMuch = { publicMetadata: { long: 'x'.repeat(9_000) } };
  await refused(422, 'form_param_exceeds_allowed_size', () => clerk.users.replaceUserMetadata(id, tooMuch));
});

example('an update with metadata changes both', ['PATCH /users/{user_id}', replace], async () => {
  const { id } = await newUser({ firstName: 'Ada', publicMetadata: { plan: 'pro' } });
  const both = await clerk.users.updateUser(id, { firstName: 'Augusta', publicMetadata: { seats: 3 } });
  assert.deepEqual([both.firstName, both.publicMetadata], ['Augusta', { seats: 3 }]);
});

example('metadata alone is an update too', [replace], async () => {
  const { id } = await newUser({ firstName: 'Ada', unsafeMetadata: { theme: 'dark' } });
  const updated = await clerk.users.updateUser(id, { unsafeMetadata: {} });
  assert.deepEqual([updated.firstName, updated.unsafeMetadata], ['Ada', {}]);
});

example("another instance's metadata is not replaced", [replace], async () => {
  const { id } = await stranger();
  await unchanged(() => other.users.getUser(id), async () => {
    await notFound(() => clerk.users.replaceUserMetadata(id, { publicMetadata: { plan: 'stolen' } }));
    await notFound(() => clerk.users.updateUser(id, { publicMetadata: { plan: 'stolen' } }));
  });
});

example('a deleted user is gone', ['DELETE /users/{user_id}', 'GET /users/{user_id}'], async () => {
  const { id } = await newUser();
  const deleted = await clerk.users.deleteUser(id);
  assert.deepEqual([deleted.object, deleted.id, deleted.deleted], ['user', id, true]);
  await notFound(() => clerk.users.getUser(id));
  await notFound(() => clerk.users.deleteUser(id));
});

example('users are listed, filtered, ordered and counted', ['GET /users', 'GET /users/count'], async () => {
  const name = fresh();
  const users = [];
  for (const letter of 'bac') users.push(await newUser({ firstName: name + letter, externalId: name + letter }));
  const emailAddress = users.map(user => user.emailAddresses[0].emailAddress);
  const { data, totalCount } = await clerk.users.getUserList({ emailAddress });
  assert.deepEqual([ids(data), totalCount], [ids(users).reverse(), 3]);
  const ordered = await clerk.users.getUserList({ query: name, orderBy: '+first_name' });
  assert.deepEqual(ordered.data.map(user => user.firstName), [`${name}a`, `${name}b`, `${name}c`]);
  const page = await clerk.users.getUserList({ userId: ids(users), orderBy: '-first_name', limit: 1, offset: 1 });
  assert.deepEqual([page.data.map(user => user.firstName), page.totalCount], [[`${name}b`], 3]);
  assert.equal((await clerk.users.getUserList({ query: fresh() })).totalCount, 0);
  assert.equal(await clerk.users.getCount({ externalId: [`${name}a`] }), 1);
});

example('a listing with a bad filter is refused', ['GET /users', 'GET /users/count'], async () => {
  await refused(422, 'form_param_value_invalid', () => clerk.users.getUserList({ limit: 501 }));
  await refused(422, 'form_param_value_invalid', () => clerk.users.getUserList({ orderBy: 'shoe_size' }));
  await refused(422, 'form_param_value_invalid', () => clerk.users.getCount({ userId: Array(101).fill('user_unknown') }));
});

example('filters find nobody of another instance', ['GET /users', 'GET /users/count'], async () => {
  const { id } = await stranger();
  for (const filters of [{ userId: [id] }, { query: id }]) {
    assert.deepEqual(await clerk.users.getUserList(filters), { data: [], totalCount: 0 });
    assert.equal(await clerk.users.getCount(filters), 0);
  }
});

example('a ban ends sessions and can be lifted', ['POST /users/{user_id}/ban', 'POST /users/{user_id}/unban'], async () => {
  const { id, userId } = await newSession();
  assert.equal((await clerk.users.banUser(userId)).banned, true);
  assert.equal((await clerk.sessions.getSession(id)).status, 'revoked');
  await refused(403, 'user_banned', () => clerk.sessions.createSession({ userId }));
  assert.equal((await clerk.users.unbanUser(userId)).banned, false);
  await notFound(() => clerk.users.banUser('user_unknown'));
  await notFound(() => clerk.users.unbanUser('user_unknown'));
});

example('a lock keeps out until it is lifted', ['POST /users/{user_id}/lock', 'POST /users/{user_id}/unlock'], async () => {
  const { id: userId } = await newUser({ password });
  assert.equal((await clerk.users.lockUser(userId)).locked, true);
  await refused(403, 'user_locked', () => clerk.users.verifyPassword({ userId, password }));
  assert.equal((await clerk.users.unlockUser(userId)).locked, false);
  await notFound(() => clerk.users.lockUser('user_unknown'));
  await notFound(() => clerk.users.unlockUser('user_unknown'));
});

example('only the right password is verified', ['POST /users/{user_id}/verify_password'], async () => {
  const [{ id: userId }, { id: without }] = [await newUser({ password }), await newUser()];
  assert.equal((await clerk.users.verifyPassword({ userId, password })).verified, true);
  await refused(422, 'incorrect_password', () => clerk.users.verifyPassword({ userId, password: 'guessed' }));
  await refused(400, 'no_password_set', () => clerk.users.verifyPassword({ userId: without, password }));
});

example('a backup code is verified once', ['POST /users/{user_id}/verify_totp'], async () => {
  const { id: userId, twoFactorEnabled } = await newUser({ totpSecret, backupCodes });
  assert.equal(twoFactorEnabled, true);
  assert.equal((await clerk.users.verifyTOTP({ userId, code: backupCodes[0] })).verified, true);
  await refused(422, 'totp_incorrect_code', () => clerk.users.verifyTOTP({ userId, code: backupCodes[0] }));
  const { id: without } = await newUser();
  await refused(400, 'totp_disabled', () => clerk.users.verifyTOTP({ userId: without, code: '123456' }));
});

example('all second factors are taken away at once', ['DELETE /users/{user_id}/mfa'], async () => {
  const { id } = await newUser({ totpSecret, backupCodes });
  await clerk.users.disableUserMFA(id);
  assert.equal((await clerk.users.getUser(id)).twoFactorEnabled, false);
  await notFound(() => clerk.users.disableUserMFA('user_unknown'));
});

example('second factors are taken away one by one', ['DELETE /users/{user_id}/totp', 'DELETE /users/{user_id}/backup_code'], async () => {
  const { id } = await newUser({ totpSecret, backupCodes });
  await clerk.users.deleteUserBackupCodes(id);
  await clerk.users.deleteUserTOTP(id);
  const { backupCodeEnabled, totpEnabled } = await clerk.users.getUser(id);
  assert.deepEqual([backupCodeEnabled, totpEnabled], [false, false]);
  await notFound(() => clerk.users.deleteUserBackupCodes(id));
  await notFound(() => clerk.users.deleteUserTOTP(id));
});

const pictures = ['POST /users/{user_id}/profile_image', 'DELETE /users/{user_id}/profile_image'];
example('a picture is set, served and deleted', pictures, async () => {
  const { id } = await newUser();
  const user = await clerk.users.updateUserProfileImage(id, { file: picture });
  assert.equal(user.hasImage, true);
  assert.ok(user.imageUrl.startsWith(apiUrl));
  const served = await fetch(user.imageUrl);
  assert.deepEqual([served.status, served.headers.get('x-content-type-options')], [200, 'nosniff']);
  assert.equal((await clerk.users.deleteUserProfileImage(id)).hasImage, false);
  await notFound(() => clerk.users.deleteUserProfileImage('user_unknown'));
});

example('what is no picture is refused', pictures.slice(0, 1), async () => {
  const { id } = await newUser();
  await refused(400, 'request_body_invalid', () => clerk.users.updateUserProfileImage(id, { file: noPicture }));
});

example('a wallet is deleted', [wallet], async () => {
  const { id: userId, primaryWeb3WalletId: web3WalletIdentificationId } = await newUser({ web3Wallet: [newWallet()] });
  const one = { userId, web3WalletIdentificationId };
  assert.equal((await clerk.users.deleteUserWeb3Wallet(one)).deleted, true);
  assert.deepEqual((await clerk.users.getUser(userId)).web3Wallets, []);
  await notFound(() => clerk.users.deleteUserWeb3Wallet(one));
});

example("what a user does not have can't be deleted", [passkey, account], async () => {
  const { id: userId } = await newUser();
  await notFound(() => clerk.users.deleteUserPasskey({ userId, passkeyIdentificationId: 'idn_unknown' }));
  await notFound(() => clerk.users.deleteUserExternalAccount({ userId, externalAccountId: 'eac_unknown' }));
});

example('a user without accounts has no tokens of a provider', [oauthTokens], async () => {
  const { id } = await newUser();
  await refused(404, 'oauth_token_provider_not_enabled', () => clerk.users.getUserOauthAccessToken(id, 'google'));
});

const memberships = ['GET /users/{user_id}/organization_memberships', 'GET /users/{user_id}/organization_invitations'];
example('a user without organizations has none', memberships, async () => {
  const { id: userId } = await newUser();
  assert.deepEqual(await clerk.users.getOrganizationMembershipList({ userId }), { data: [], totalCount: 0 });
  assert.deepEqual(await clerk.users.getOrganizationInvitationList({ userId }), { data: [], totalCount: 0 });
  await refused(422, 'form_param_value_invalid', () => clerk.users.getOrganizationMembershipList({ userId, limit: 501 }));
  await refused(422, 'form_param_value_invalid', () => clerk.users.getOrganizationInvitationList({ userId, status: 'lost' }));
});

example("the memberships of all users are listed", ['GET /organization_memberships'], async () => {
  const { totalCount } = await clerk.organizations.getInstanceOrganizationMembershipList({});
  assert.ok(totalCount >= 0);
  const list = clerk.organizations.getInstanceOrganizationMembershipList;
  await refused(422, 'form_param_value_invalid', () => list({ limit: 501 }));
});

const ofOneUser = [
  'GET /users/{user_id}',
  'PATCH /users/{user_id}',
  'PATCH /users/{user_id}/metadata',
  'DELETE /users/{user_id}',
  'POST /users/{user_id}/ban',
  'POST /users/{user_id}/unban',
  'POST /users/{user_id}/lock',
  'POST /users/{user_id}/unlock',
  'POST /users/{user_id}/verify_password',
  'POST /users/{user_id}/verify_totp',
  'DELETE /users/{user_id}/mfa',
  'DELETE /users/{user_id}/totp',
  'DELETE /users/{user_id}/backup_code',
  ...pictures,
  ...memberships,
  oauthTokens,
  passkey,
  wallet,
  account,
];
example('a user of another instance is not found, whatever is asked', ofOneUser, async () => {
  const { id: userId, primaryWeb3WalletId: web3WalletIdentificationId } = await stranger();
  const { users } = clerk;
  await unchanged(() => other.users.getUser(userId), async () => {
    for (const method of [
      users.getUser, users.deleteUser, users.banUser, users.unbanUser, users.lockUser, users.unlockUser,
      users.deleteUserProfileImage, users.disableUserMFA, users.deleteUserTOTP, users.deleteUserBackupCodes,
    ]) {
      await notFound(() => method(userId));
    }
    await notFound(() => users.updateUser(userId, { firstName: 'Eve' }));
    await notFound(() => users.updateUserMetadata(userId, { publicMetadata: { plan: 'stolen' } }));
    await notFound(() => users.verifyPassword({ userId, password }));
    await notFound(() => users.verifyTOTP({ userId, code: backupCodes[0] }));
    await notFound(() => users.updateUserProfileImage(userId, { file: picture }));
    await notFound(() => users.getOrganizationMembershipList({ userId }));
    await notFound(() => users.getOrganizationInvitationList({ userId }));
    await notFound(() => users.getUserOauthAccessToken(userId, 'google'));
    await notFound(() => users.deleteUserPasskey({ userId, passkeyIdentificationId: 'idn_unknown' }));
    await notFound(() => users.deleteUserExternalAccount({ userId, externalAccountId: 'eac_unknown' }));
    await notFound(() => users.deleteUserWeb3Wallet({ userId, web3WalletIdentificationId }));
    const { id: own } = await newUser();
    await notFound(() => users.deleteUserWeb3Wallet({ userId: own, web3WalletIdentificationId }));
  });
});
