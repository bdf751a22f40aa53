// Roles that members of organizations can have.

import assert from 'node:assert/strict';
import { clerk, example, fresh, notFound, other, refused, unchanged } from '../harness.mjs';
import { newPermission } from './organization_permissions.mjs';

const all = '/organization_roles';
const one = `${all}/{organization_role_id}`;
const [assign, remove] = ['POST', 'DELETE'].map(method => `${method} ${one}/permissions/{permission_id}`);
const nowhere = [`GET ${all}`, `POST ${all}`, `GET ${one}`, `PATCH ${one}`, `DELETE ${one}`, assign, remove];
export const unknown = { 2: nowhere, 1: nowhere };
const { organizationRoles: roles } = clerk;

// A role that is there for a while: an instance has few places for them.
async function withRole(fields, work, of = clerk) {
  const role = await of.organizationRoles.createOrganizationRole({ name: 'Auditor', key: `org:r${fresh()}`, ...fields });
  await work(role);
  const { data } = await of.organizationRoles.getOrganizationRoleList({ limit: 500 });
  if (data.some(({ id }) => id === role.id)) await of.organizationRoles.deleteOrganizationRole(role.id);
}

example('a role is made and found again', [`POST ${all}`, `GET ${all}`, `GET ${one}`], async () => {
  const permission = await newPermission();
  await withRole({ permissions: [permission.id], description: 'Looks into the books' }, async role => {
    assert.deepEqual([role.permissions.map(({ key }) => key), role.isCreatorEligible], [[permission.key], false]);
    assert.deepEqual(await roles.getOrganizationRole(role.id), role);
    const { data, totalCount } = await roles.getOrganizationRoleList({ query: role.key });
    assert.deepEqual([data.map(({ id }) => id), totalCount], [[role.id], 1]);
  });
  await refused(422, 'form_param_value_invalid', () => roles.getOrganizationRoleList({ orderBy: 'shoe_size' }));
  await notFound(() => roles.getOrganizationRole('role_unknown'));
});

example("a role that can't be is refused", [`POST ${all}`], async () => {
  const create = fields => roles.createOrganizationRole({ name: 'King', ...fields });
  await refused(422, 'form_identifier_exists', () => create({ key: 'org:admin' }));
  await refused(422, 'form_param_format_invalid', () => create({ key: 'king' }));
  await notFound(() => create({ key: `org:r${fresh()}`, permissions: ['perm_unknown'] }));
});

example('a role and its permissions are changed', [`PATCH ${one}`, assign, remove], async () => {
  const { id: permissionId } = await newPermission();
  await withRole({}, async ({ id: organizationRoleId }) => {
    const update = fields => roles.updateOrganizationRole({ organizationRoleId, ...fields });
    assert.equal((await update({ name: 'Clerk' })).name, 'Clerk');
    await refused(422, 'form_param_format_invalid', () => update({ key: 'no key' }));
    const key = { organizationRoleId, permissionId };
    assert.deepEqual((await roles.assignPermissionToOrganizationRole(key)).permissions.map(({ id }) => id), [permissionId]);
    await refused(409, 'organization_role_permission_association_exists', () => roles.assignPermissionToOrganizationRole(key));
    assert.deepEqual((await roles.removePermissionFromOrganizationRole(key)).permissions, []);
    await refused(404, 'organization_role_permission_association_not_found', () => roles.removePermissionFromOrganizationRole(key));
  });
});

example('a role is deleted unless it is in use', [`DELETE ${one}`, `GET ${one}`, `GET ${all}`], async () => {
  await withRole({}, async ({ id }) => {
    assert.equal((await roles.deleteOrganizationRole(id)).deleted, true);
    await notFound(() => roles.getOrganizationRole(id));
  });
  const { data } = await roles.getOrganizationRoleList({ query: 'org:member' });
  await refused(422, 'organization_role_domain_default_role', () => roles.deleteOrganizationRole(data[0].id));
});

example(
  'a role of another instance is not found',
  [`POST ${all}`, `GET ${all}`, `GET ${one}`, `PATCH ${one}`, `DELETE ${one}`, assign, remove],
  async () => {
    const [{ id: permissionId }, theirs] = [await newPermission(), await newPermission(other)];
    const work = async ({ id }) => {
      assert.deepEqual((await roles.getOrganizationRoleList({ query: id })).data, []);
      await notFound(() => roles.createOrganizationRole({ name: 'Thief', key: `org:r${fresh()}`, permissions: [theirs.id] }));
      await unchanged(() => other.organizationRoles.getOrganizationRole(id), async () => {
        await notFound(() => roles.getOrganizationRole(id));
        await notFound(() => roles.updateOrganizationRole({ organizationRoleId: id, name: 'Stolen' }));
        await notFound(() => roles.deleteOrganizationRole(id));
        await notFound(() => roles.assignPermissionToOrganizationRole({ organizationRoleId: id, permissionId }));
        await notFound(() => roles.removePermissionFromOrganizationRole({ organizationRoleId: id, permissionId }));
      });
    };
    await withRole({}, work, other);
  },
);
