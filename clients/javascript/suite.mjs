// The official JavaScript client against a running Housekey. A raw string in place of an object is a failure.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createClerkClient, verifyToken } from '@clerk/backend';

const { HOUSEKEY_URL: apiUrl, HOUSEKEY_SECRET_KEY: secretKey, HOUSEKEY_PEM: jwtKey } = process.env;
const publishableKey = process.env.HOUSEKEY_PUBLISHABLE_KEY;
const clerk = createClerkClient({ secretKey, publishableKey, apiUrl, telemetry: { disabled: true } });
const password = 'correct horse battery staple';
const fresh = () => randomUUID().replaceAll('-', '').slice(0, 12);

const newUser = (fields = {}) =>
  clerk.users.createUser({ emailAddress: [`${fresh()}@example.com`], password, ...fields });

async function refused(status, code, call) {
  await assert.rejects(call, error => {
    assert.equal(error.status, status);
    assert.equal(error.errors[0]?.code, code);
    assert.match(error.clerkTraceId, /^[0-9a-f]{32}$/);
    return true;
  });
}

// Older lines have no method for it.
async function newSession(userId) {
  if (clerk.sessions.createSession) return clerk.sessions.createSession({ userId });
  const answer = await fetch(`${apiUrl}/v1/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ user_id: userId }),
  });
  return answer.json();
}

const payload = jwt => JSON.parse(Buffer.from(jwt.split('.')[1], 'base64url'));

const tests = {
  async 'a user is created, read, changed and deleted'() {
    const name = fresh();
    const user = await newUser({ username: `u${name}`, externalId: name, firstName: 'Ada', publicMetadata: { plan: 'pro' } });
    const found = await clerk.users.getUser(user.id);
    assert.deepEqual([found.firstName, found.externalId, found.publicMetadata], ['Ada', name, { plan: 'pro' }]);
    assert.equal((await clerk.users.updateUser(user.id, { lastName: 'Lovelace' })).lastName, 'Lovelace');
    const merged = await clerk.users.updateUserMetadata(user.id, { publicMetadata: { seats: 3, plan: null } });
    assert.deepEqual(merged.publicMetadata, { seats: 3 });
    assert.equal((await clerk.users.deleteUser(user.id)).deleted, true);
    await refused(404, 'resource_not_found', () => clerk.users.getUser(user.id));
  },
  async 'users are listed, filtered and counted'() {
    const user = await newUser();
    const emailAddress = [user.emailAddresses[0].emailAddress, `${fresh()}@example.com`];
    const { data, totalCount } = await clerk.users.getUserList({ emailAddress, orderBy: '-created_at' });
    assert.deepEqual([data.map(found => found.id), totalCount], [[user.id], 1]);
    assert.equal(await clerk.users.getCount({ emailAddress }), 1);
    await refused(422, 'form_param_value_invalid', () => clerk.users.getUserList({ limit: 501 }));
  },
  async 'mistakes are told with their code'() {
    const user = await newUser();
    const again = { emailAddress: [user.emailAddresses[0].emailAddress] };
    await refused(422, 'form_identifier_exists', () => clerk.users.createUser(again));
    await refused(422, 'form_param_format_invalid', () => clerk.users.createUser({ emailAddress: ['nobody'] }));
    await refused(404, 'resource_not_found', () => clerk.users.banUser('user_unknown'));
    const stranger = createClerkClient({ secretKey: 'sk_test_nobody', apiUrl });
    await refused(401, 'clerk_key_invalid', () => stranger.users.getUser(user.id));
  },
  async 'users are banned and locked'() {
    const { id } = await newUser();
    assert.equal((await clerk.users.banUser(id)).banned, true);
    assert.equal((await clerk.users.unbanUser(id)).banned, false);
    assert.equal((await clerk.users.lockUser(id)).locked, true);
    assert.equal((await clerk.users.unlockUser(id)).locked, false);
  },
  async 'passwords and second factors are verified'() {
    const backupCodes = ['first-code-123', 'second-code-456'];
    const { id: userId } = await newUser({ totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', backupCodes });
    assert.equal((await clerk.users.verifyPassword({ userId, password })).verified, true);
    await refused(422, 'incorrect_password', () => clerk.users.verifyPassword({ userId, password: 'guessed' }));
    assert.equal((await clerk.users.verifyTOTP({ userId, code: backupCodes[0] })).verified, true);
    await refused(422, 'form_code_incorrect', () => clerk.users.verifyTOTP({ userId, code: backupCodes[0] }));
    await clerk.users.disableUserMFA(userId);
    assert.equal((await clerk.users.getUser(userId)).twoFactorEnabled, false);
  },
  async 'pictures are set and deleted'() {
    const { id } = await newUser();
    const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC';
    const file = new Blob([Buffer.from(png, 'base64')], { type: 'image/png' });
    const user = await clerk.users.updateUserProfileImage(id, { file });
    assert.equal(user.hasImage, true);
    const served = await fetch(user.imageUrl);
    assert.deepEqual([served.status, served.headers.get('x-content-type-options')], [200, 'nosniff']);
    await assert.rejects(clerk.users.updateUserProfileImage(id, { file: new Blob(['no picture']) }), { clerkError: true });
    assert.equal((await clerk.users.deleteUserProfileImage(id)).hasImage, false);
  },
  async 'users without organizations have none'() {
    const { id: userId } = await newUser();
    assert.equal((await clerk.users.getOrganizationMembershipList({ userId })).totalCount, 0);
  },
  async 'addresses and numbers are added, changed and deleted'() {
    const { id: userId } = await newUser();
    const address = await clerk.emailAddresses.createEmailAddress({ userId, emailAddress: `${fresh()}@example.com`, verified: true });
    await clerk.emailAddresses.updateEmailAddress(address.id, { primary: true });
    assert.equal((await clerk.users.getUser(userId)).primaryEmailAddressId, address.id);
    assert.equal((await clerk.emailAddresses.deleteEmailAddress(address.id)).deleted, true);
    await refused(404, 'resource_not_found', () => clerk.emailAddresses.getEmailAddress(address.id));

    const phoneNumber = `+1202555${String(parseInt(fresh(), 16) % 10_000).padStart(4, '0')}`;
    const number = await clerk.phoneNumbers.createPhoneNumber({ userId, phoneNumber, verified: true });
    assert.equal((await clerk.phoneNumbers.getPhoneNumber(number.id)).phoneNumber, phoneNumber);
    await clerk.phoneNumbers.updatePhoneNumber(number.id, { reservedForSecondFactor: true });
    assert.equal((await clerk.phoneNumbers.deletePhoneNumber(number.id)).deleted, true);
  },
  async 'a session gives a token that verifies, with the PEM and with the key set'() {
    const { id: userId } = await newUser();
    const session = await newSession(userId);
    const { jwt } = await clerk.sessions.getToken(session.id);
    assert.equal((await verifyToken(jwt, { jwtKey })).sub, userId);
    assert.equal((await verifyToken(jwt, { secretKey, apiUrl })).sid, session.id);
    const minted = await fetch(`${apiUrl}/v1/sessions/${session.id}/tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secretKey}`, origin: 'https://app.example' },
    });
    const { jwt: bound } = await minted.json();
    assert.equal((await verifyToken(bound, { jwtKey, authorizedParties: ['https://app.example'] })).sub, userId);
    await assert.rejects(verifyToken(bound, { jwtKey, authorizedParties: ['https://elsewhere.example'] }));

    const request = new Request('https://app.example/', { headers: { authorization: `Bearer ${jwt}` } });
    for (const options of [{ jwtKey }, {}]) {
      const state = await clerk.authenticateRequest(request, options);
      assert.equal(state.toAuth()?.userId, userId, state.reason);
    }
    const forged = new Request('https://app.example/', { headers: { authorization: `Bearer ${jwt.slice(0, -8)}AAAAAAAA` } });
    assert.notEqual((await clerk.authenticateRequest(forged, { jwtKey })).status, 'signed-in');

    assert.equal((await clerk.sessions.getSessionList({ userId })).totalCount, 1);
    const { id: clientId } = await clerk.clients.getClient(session.clientId ?? session.client_id);
    assert.match(clientId, /^client_/);
    assert.equal((await clerk.sessions.revokeSession(session.id)).status, 'revoked');
    await assert.rejects(clerk.sessions.getToken(session.id), { clerkError: true });
    await refused(404, 'resource_not_found', () => clerk.sessions.getSession('sess_unknown'));
  },
  async 'a template gives tokens with claims of its own'() {
    const user = await newUser({ firstName: 'Ada' });
    const name = `t${fresh()}`;
    if (!clerk.jwtTemplates) return;
    const template = await clerk.jwtTemplates.create({ name, claims: { name: '{{user.first_name}}', plan: '{{user.public_metadata.plan || "free"}}' } });
    assert.equal((await clerk.jwtTemplates.get(template.id)).name, name);
    const session = await newSession(user.id);
    const { jwt } = await clerk.sessions.getToken(session.id, name);
    assert.deepEqual([payload(jwt).name, payload(jwt).sub], ['Ada', user.id]);
    assert.ok((await clerk.jwtTemplates.list()).totalCount >= 1);
    assert.equal((await clerk.jwtTemplates.delete(template.id)).deleted, true);
  },
  async 'tickets and testing tokens are given out'() {
    const { id: userId } = await newUser();
    const ticket = await clerk.signInTokens.createSignInToken({ userId, expiresInSeconds: 60 });
    assert.ok(ticket.token);
    assert.equal((await clerk.signInTokens.revokeSignInToken(ticket.id)).status, 'revoked');
    assert.ok((await clerk.testingTokens.createTestingToken()).token);
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
  } catch (error) {
    failed += 1;
    console.error(`FAILED ${name}\n`, error);
  }
}
console.log(`${Object.keys(tests).length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
