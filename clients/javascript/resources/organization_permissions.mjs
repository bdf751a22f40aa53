// Permissions that roles of organizations give.

import assert from 'node:assert/strict';
import { clerk, example, fresh, notFound, other, refused, unchanged } from '../harness.mjs';

const all = '/organization_permissions';
const one = `${all}/{permission_id}`;
const nowhere = [`GET ${all}`, `POST ${all}`, `GET ${one}`, `PATCH ${one}`, `DELETE ${one}`];
export const unknown = { 2: nowhere, 1: nowhere };
const { organizationPermissions: permissions } = clerk;

export const newPermission = (of = clerk) =>
  of.organizationPermissions.createOrganizationPermission({ name: 'Read', key: `org:f${fresh()}:read` });

example('a permission is made and found again', [`POST ${all}`, `GET ${all}`, `GET ${one}`], async () => {
  const made = await newPermission();
  assert.equal(made.name, 'Read');
  assert.deepEqual(await permissions.getOrganizationPermission(made.id), made);
  const { data, totalCount } = await permissions.getOrganizationPermissionList({ query: made.key });
  assert.deepEqual([data.map(({ id }) => id), totalCount], [[made.id], 1]);
  await refused(422, 'form_param_value_invalid', () => permissions.getOrganizationPermissionList({ orderBy: 'shoe_size' }));
  await notFound(() => permissions.getOrganizationPermission('perm_unknown'));
});

example("a permission that can't be is refused", [`POST ${all}`], async () => {
  const { key } = await newPermission();
  const create = fields => permissions.createOrganizationPermission({ name: 'Read', ...fields });
  await refused(422, 'form_identifier_exists', () => create({ key }));
  await refused(422, 'form_param_format_invalid', () => create({ key: 'org:sys_memberships:read' }));
});

example("a permission is changed unless it is the system's", [`PATCH ${one}`, `GET ${all}`], async () => {
  const { id: permissionId } = await newPermission();
  const update = fields => permissions.updateOrganizationPermission({ permissionId, ...fields });
  assert.equal((await update({ name: 'Look' })).name, 'Look');
  await refused(422, 'form_param_format_invalid', () => update({ key: 'no key' }));
  const { data } = await permissions.getOrganizationPermissionList({ query: 'org:sys_profile:delete' });
  await refused(403, 'organization_system_permission_not_modifiable', () => update({ permissionId: data[0].id, name: 'Mine' }));
});

example('a deleted permission is gone', [`DELETE ${one}`, `GET ${one}`], async () => {
  const { id } = await newPermission();
  assert.equal((await permissions.deleteOrganizationPermission(id)).deleted, true);
  await notFound(() => permissions.getOrganizationPermission(id));
  await notFound(() => permissions.deleteOrganizationPermission(id));
});

example('a permission of another instance is not found', [`GET ${all}`, `GET ${one}`, `PATCH ${one}`, `DELETE ${one}`], async () => {
  const { id } = await newPermission(other);
  assert.deepEqual((await permissions.getOrganizationPermissionList({ query: id })).data, []);
  await unchanged(() => other.organizationPermissions.getOrganizationPermission(id), async () => {
    await notFound(() => permissions.getOrganizationPermission(id));
    await notFound(() => permissions.updateOrganizationPermission({ permissionId: id, name: 'Stolen' }));
    await notFound(() => permissions.deleteOrganizationPermission(id));
  });
});
