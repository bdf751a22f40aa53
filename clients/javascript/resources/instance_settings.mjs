// How an instance behaves.

import assert from 'node:assert/strict';
import { clerk, example, live, notFound, refused } from '../harness.mjs';

const changeDomain = ['POST /instance/change_domain'];
const beta = ['PATCH /beta_features/instance_settings', 'PUT /beta_features/domain'];
const getOrganizations = ['GET /instance/organization_settings'];
const never = [...changeDomain, ...beta];
export const unknown = { 3: never, 2: [...never, ...getOrganizations], 1: [...never, ...getOrganizations] };
export const exempt = { 'PATCH /instance/organization_settings foreign': 'roles are named by their keys, which are the same everywhere' };
const { instance } = clerk;

example('an instance tells what it is', ['GET /instance'], async () => {
  const [ours, production] = [await instance.get(), await live.instance.get()];
  assert.deepEqual([ours.environmentType, production.environmentType], ['development', 'production']);
  assert.notEqual(ours.id, production.id);
});

example('settings are changed', ['PATCH /instance'], async () => {
  await instance.update({ supportEmail: 'help@example.com', allowedOrigins: ['chrome-extension://abc'] });
  assert.deepEqual((await instance.get()).allowedOrigins, ['chrome-extension://abc']);
  await instance.update({ supportEmail: null, allowedOrigins: [] });
});

example("settings that can't be are refused", ['PATCH /instance'], async () => {
  await refused(422, 'form_param_format_invalid', () => instance.update({ supportEmail: 'nobody' }));
  await refused(422, 'form_param_type_invalid', () => instance.update({ testMode: 'perhaps' }));
});

example('restrictions are changed', ['PATCH /instance/restrictions'], async () => {
  for (const blockEmailSubaddresses of [true, false]) {
    const changed = await instance.updateRestrictions({ blockEmailSubaddresses });
    assert.equal(changed.blockEmailSubaddresses, blockEmailSubaddresses);
  }
  await refused(422, 'form_param_type_invalid', () => instance.updateRestrictions({ allowlist: 'perhaps' }));
});

const organizations = ['PATCH /instance/organization_settings'];
example('the settings of organizations are changed', organizations, async () => {
  const changed = await instance.updateOrganizationSettings({ maxAllowedMemberships: 7, domainsEnabled: true });
  assert.deepEqual([changed.maxAllowedMemberships, changed.domainsEnabled], [7, true]);
  await instance.updateOrganizationSettings({ maxAllowedMemberships: 0, enabled: true });
});

example("settings of organizations that can't be are refused", organizations, async () => {
  await refused(422, 'form_param_value_invalid', () => instance.updateOrganizationSettings({ maxAllowedMemberships: -1 }));
  await notFound(() => instance.updateOrganizationSettings({ creatorRoleId: 'org:nobody' }));
});

example('the settings of organizations are told', [...getOrganizations, ...organizations], async () => {
  await instance.updateOrganizationSettings({ maxAllowedMemberships: 9 });
  assert.equal((await instance.getOrganizationSettings()).maxAllowedMemberships, 9);
  await instance.updateOrganizationSettings({ maxAllowedMemberships: 0 });
});
