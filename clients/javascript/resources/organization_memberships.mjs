// Who belongs to organizations.

import assert from 'node:assert/strict';
import { clerk, example, newOrganization, newUser, notFound, other, refused, unchanged } from '../harness.mjs';

const all = '/organizations/{organization_id}/memberships';
const one = `${all}/{user_id}`;
const [metadata, ofUser, ofInstance] = [`PATCH ${one}/metadata`, 'GET /users/{user_id}/organization_memberships', 'GET /organization_memberships'];
const { organizations, users } = clerk;
const ids = ({ data }) => data.map(({ id }) => id);

// A new member, and by what it is named.
async function newMember(organizationId, of = clerk) {
  const { id: userId } = await newUser({ firstName: 'Ada' }, of);
  const member = await of.organizations.createOrganizationMembership({ organizationId, userId, role: 'org:member' });
  return { member, key: { organizationId, userId } };
}

example('a user becomes a member and is listed', [`POST ${all}`, `GET ${all}`, ofUser, ofInstance], async () => {
  const { id: organizationId } = await newOrganization();
  const { member, key } = await newMember(organizationId);
  assert.deepEqual([member.role, member.organization.id, member.publicUserData.firstName], ['org:member', organizationId, 'Ada']);
  const listed = await organizations.getOrganizationMembershipList({ organizationId, orderBy: '+created_at' });
  assert.deepEqual([listed.data.map(({ role }) => role), listed.totalCount], [['org:admin', 'org:member'], 2]);
  assert.deepEqual(ids(await organizations.getOrganizationMembershipList({ organizationId, role: ['org:member'] })), [member.id]);
  assert.deepEqual(ids(await users.getOrganizationMembershipList({ userId: key.userId })), [member.id]);
  assert.ok(ids(await organizations.getInstanceOrganizationMembershipList({ limit: 10 })).includes(member.id));
});

example("a membership that can't be is refused", [`POST ${all}`, `GET ${all}`], async () => {
  const { id: organizationId } = await newOrganization();
  const { key } = await newMember(organizationId);
  const create = fields => organizations.createOrganizationMembership({ ...key, role: 'org:member', ...fields });
  await refused(400, 'already_a_member_in_organization', () => create({}));
  const { id: userId } = await newUser();
  await notFound(() => create({ userId, role: 'org:nobody' }));
  await notFound(() => create({ userId: 'user_unknown' }));
  const { id: full } = await newOrganization({ maxAllowedMemberships: 1 });
  await refused(403, 'organization_membership_quota_exceeded', () => create({ userId, organizationId: full }));
  const list = fields => organizations.getOrganizationMembershipList({ organizationId, ...fields });
  await refused(422, 'form_param_value_invalid', () => list({ orderBy: 'shoe_size' }));
});

example('a role changes, and the last admin stays', [`PATCH ${one}`, `DELETE ${one}`], async () => {
  const { id: organizationId, createdBy: userId } = await newOrganization();
  const admin = { organizationId, userId };
  const update = (key, role) => organizations.updateOrganizationMembership({ ...key, role });
  const remove = key => organizations.deleteOrganizationMembership(key);
  await refused(400, 'organization_minimum_permissions_needed', () => update(admin, 'org:member'));
  await refused(400, 'organization_minimum_permissions_needed', () => remove(admin));
  const { key } = await newMember(organizationId);
  assert.equal((await update(key, 'org:admin')).role, 'org:admin');
  assert.equal((await update(admin, 'org:member')).role, 'org:member');
  await remove(admin);
  await notFound(() => remove(admin));
  await notFound(() => update(admin, 'org:admin'));
});

example('metadata of a membership is merged', [metadata], async () => {
  const { key } = await newMember((await newOrganization()).id);
  const merge = fields => organizations.updateOrganizationMembershipMetadata({ ...key, ...fields });
  assert.deepEqual((await merge({ publicMetadata: { title: 'boss', n: 1 } })).publicMetadata, { title: 'boss', n: 1 });
  assert.deepEqual((await merge({ publicMetadata: { n: null } })).publicMetadata, { title: 'boss' });
  await refused(422, 'form_param_exceeds_allowed_size', () => merge({ privateMetadata: { long: 'x'.repeat(9_000) } }));
});

const every = [`POST ${all}`, `GET ${all}`, `PATCH ${one}`, metadata, `DELETE ${one}`, ofUser];
example('a membership of another instance is not found', every, async () => {
  const [{ id: organizationId }, { id: own }] = [await newOrganization({}, other), await newOrganization()];
  const { key } = await newMember(organizationId, other);
  const role = 'org:member';
  await unchanged(() => other.organizations.getOrganizationMembershipList({ organizationId }), async () => {
    const { id: userId } = await newUser();
    await notFound(() => organizations.getOrganizationMembershipList({ organizationId }));
    await notFound(() => organizations.createOrganizationMembership({ organizationId, userId, role }));
    await notFound(() => organizations.createOrganizationMembership({ ...key, organizationId: own, role }));
    await notFound(() => organizations.updateOrganizationMembership({ ...key, role: 'org:admin' }));
    await notFound(() => organizations.updateOrganizationMembershipMetadata({ ...key, publicMetadata: { title: 'thief' } }));
    await notFound(() => organizations.deleteOrganizationMembership(key));
    await notFound(() => users.getOrganizationMembershipList({ userId: key.userId }));
  });
  const found = await organizations.getOrganizationMembershipList({ organizationId: own, userId: [key.userId] });
  assert.deepEqual(found, { data: [], totalCount: 0 });
});
