// Invitations to organizations.

import assert from 'node:assert/strict';
import { clerk, example, fresh, newOrganization, newUser, notFound, other, refused, unchanged } from '../harness.mjs';

const all = '/organizations/{organization_id}/invitations';
const one = `${all}/{invitation_id}`;
const [bulk, revoke, ofUser] = [`POST ${all}/bulk`, `POST ${one}/revoke`, 'GET /users/{user_id}/organization_invitations'];
const nowhere = ['GET /organization_invitations', `GET ${all}/pending`];
export const unknown = { 3: nowhere, 2: nowhere, 1: nowhere };
const { organizations, users } = clerk;
const newAddress = () => `${fresh()}@example.com`;
const ids = ({ data }) => data.map(({ id }) => id);
const role = 'org:member';

const invite = (organization, fields = {}, of = clerk) =>
  of.organizations.createOrganizationInvitation({
    organizationId: organization.id,
    inviterUserId: organization.createdBy,
    emailAddress: newAddress(),
    role,
    ...fields,
  });

example('somebody is invited and listed', [`POST ${all}`, `GET ${one}`, `GET ${all}`, ofUser], async () => {
  const [organization, user] = [await newOrganization(), await newUser()];
  const { emailAddress } = user.emailAddresses[0];
  const invited = await invite(organization, { emailAddress, publicMetadata: { n: 1 }, redirectUrl: 'https://app.example.com/welcome' });
  assert.deepEqual([invited.emailAddress, invited.role, invited.status], [emailAddress, role, 'pending']);
  const organizationId = organization.id;
  const found = await organizations.getOrganizationInvitation({ organizationId, invitationId: invited.id });
  assert.deepEqual([found.id, found.publicMetadata], [invited.id, { n: 1 }]);
  const listed = await organizations.getOrganizationInvitationList({ organizationId, status: ['pending'] });
  assert.deepEqual([ids(listed), listed.totalCount], [[invited.id], 1]);
  assert.deepEqual(ids(await users.getOrganizationInvitationList({ userId: user.id })), [invited.id]);
});

example("an invitation that can't be is refused", [`POST ${all}`, `GET ${all}`], async () => {
  const organization = await newOrganization();
  await refused(422, 'form_param_format_invalid', () => invite(organization, { emailAddress: 'nobody' }));
  await notFound(() => invite(organization, { role: 'org:nobody' }));
  const { id: inviterUserId } = await newUser();
  await refused(403, 'not_a_member_in_organization', () => invite(organization, { inviterUserId }));
  const { emailAddress } = await invite(organization);
  await refused(400, 'organization_invitation_not_unique', () => invite(organization, { emailAddress }));
  const list = () => organizations.getOrganizationInvitationList({ organizationId: organization.id, limit: 501 });
  await refused(422, 'form_param_value_invalid', list);
});

example('several are invited at once, or none', [bulk], async () => {
  const { id } = await newOrganization();
  const somebody = [{ emailAddress: newAddress(), role }, { emailAddress: newAddress(), role }];
  const { data, totalCount } = await organizations.createOrganizationInvitationBulk(id, somebody);
  assert.deepEqual(data.map(({ emailAddress }) => emailAddress).sort(), somebody.map(({ emailAddress }) => emailAddress).sort());
  assert.equal(totalCount, 2);
  const wrong = [{ emailAddress: newAddress(), role }, { emailAddress: 'nobody', role }];
  await refused(422, 'form_param_format_invalid', () => organizations.createOrganizationInvitationBulk(id, wrong));
  assert.equal((await organizations.getOrganizationInvitationList({ organizationId: id })).totalCount, 2);
});

example('an invitation is revoked once', [revoke, `GET ${one}`], async () => {
  const organization = await newOrganization();
  const key = { organizationId: organization.id, invitationId: (await invite(organization)).id };
  const stranger = { ...key, requestingUserId: (await newUser()).id };
  await refused(403, 'not_a_member_in_organization', () => organizations.revokeOrganizationInvitation(stranger));
  const revoked = await organizations.revokeOrganizationInvitation({ ...key, requestingUserId: organization.createdBy });
  assert.equal(revoked.status, 'revoked');
  await refused(404, 'organization_invitation_not_pending', () => organizations.revokeOrganizationInvitation(key));
  await notFound(() => organizations.getOrganizationInvitation({ ...key, invitationId: 'orginv_unknown' }));
});

const every = [`POST ${all}`, `GET ${all}`, bulk, `GET ${one}`, revoke, ofUser];
example('an invitation of another instance is not found', every, async () => {
  const [theirs, own] = [await newOrganization({}, other), await newOrganization()];
  const { id: invitationId } = await invite(theirs, {}, other);
  const organizationId = theirs.id;
  await unchanged(() => other.organizations.getOrganizationInvitationList({ organizationId }), async () => {
    await notFound(() => invite(theirs));
    await notFound(() => organizations.createOrganizationInvitationBulk(organizationId, [{ emailAddress: newAddress(), role }]));
    await notFound(() => organizations.getOrganizationInvitationList({ organizationId }));
    for (const key of [{ organizationId, invitationId }, { organizationId: own.id, invitationId }]) {
      await notFound(() => organizations.getOrganizationInvitation(key));
      await notFound(() => organizations.revokeOrganizationInvitation(key));
    }
    await notFound(() => users.getOrganizationInvitationList({ userId: theirs.createdBy }));
  });
});
