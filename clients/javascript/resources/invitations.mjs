// Invitations to the application.

import assert from 'node:assert/strict';
import { clerk, example, fresh, newUser, notFound, other, refused, unchanged } from '../harness.mjs';

const revoke = ['POST /invitations/{invitation_id}/revoke'];
const bulk = ['POST /invitations/bulk'];
export const unknown = { 1: bulk };
const { invitations } = clerk;
const newAddress = () => `${fresh()}@example.com`;
const newInvitation = (fields = {}, of = clerk) => of.invitations.createInvitation({ emailAddress: newAddress(), ...fields });

example('somebody is invited and listed', ['POST /invitations', 'GET /invitations'], async () => {
  const publicMetadata = { plan: 'pro' };
  const redirectUrl = 'https://app.example.com/welcome';
  const invited = await newInvitation({ publicMetadata, redirectUrl, expiresInDays: 7 });
  assert.deepEqual([invited.status, invited.publicMetadata], ['pending', publicMetadata]);
  assert.ok(URL.canParse(invited.url));
  const { data, totalCount } = await invitations.getInvitationList({ query: invited.emailAddress });
  assert.deepEqual([data.map(({ id }) => id), totalCount], [[invited.id], 1]);
});

example("an invitation that can't be is refused", ['POST /invitations', 'GET /invitations'], async () => {
  const [{ emailAddress }, { emailAddresses: [address] }] = [await newInvitation(), await newUser()];
  await refused(400, 'duplicate_record', () => newInvitation({ emailAddress }));
  await refused(422, 'form_identifier_exists', () => newInvitation({ emailAddress: address.emailAddress }));
  await refused(422, 'form_param_format_invalid', () => newInvitation({ emailAddress: 'nobody' }));
  await refused(422, 'form_param_value_invalid', () => newInvitation({ expiresInDays: 366 }));
  await refused(422, 'form_param_value_invalid', () => invitations.getInvitationList({ status: 'lost' }));
});

example('several are invited at once, or none', bulk, async () => {
  const all = [newAddress(), newAddress()].map(emailAddress => ({ emailAddress, notify: false }));
  const invited = await invitations.createInvitationBulk(all);
  assert.deepEqual(invited.map(({ emailAddress }) => emailAddress), all.map(({ emailAddress }) => emailAddress));
  const fine = { emailAddress: newAddress() };
  await refused(422, 'form_param_format_invalid', () => invitations.createInvitationBulk([fine, { emailAddress: 'nobody' }]));
  assert.equal((await invitations.getInvitationList({ query: fine.emailAddress })).totalCount, 0);
});

example('an invitation is revoked once', revoke, async () => {
  const { id } = await newInvitation();
  assert.equal((await invitations.revokeInvitation(id)).status, 'revoked');
  await refused(400, 'invitation_already_revoked', () => invitations.revokeInvitation(id));
  await notFound(() => invitations.revokeInvitation('inv_unknown'));
});

example('an invitation of another instance is not found', revoke, async () => {
  const { id, emailAddress } = await newInvitation({}, other);
  const theirs = () => other.invitations.getInvitationList({ limit: 500 });
  await unchanged(theirs, () => notFound(() => invitations.revokeInvitation(id)));
  assert.equal((await invitations.getInvitationList({ query: emailAddress })).totalCount, 0);
});
