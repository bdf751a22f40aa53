// The domains of organizations: whoever has an address there may join. The client hands them on as they come.

import assert from 'node:assert/strict';
import { clerk, example, fresh, newOrganization, notFound, other, refused, unchanged } from '../harness.mjs';

const all = '/organizations/{organization_id}/domains';
const one = `${all}/{domain_id}`;
const nowhere = ['GET /organization_domains', `POST ${one}/verify_ownership`];
export const unknown = { 3: nowhere, 2: nowhere, 1: nowhere };
const { organizations } = clerk;

const newDomain = (organizationId, fields = {}, of = clerk) =>
  of.organizations.createOrganizationDomain({
    organizationId,
    name: `${fresh()}.example.com`,
    enrollmentMode: 'automatic_invitation',
    ...fields,
  });

example('a domain is added and listed', [`POST ${all}`, `GET ${all}`], async () => {
  const { id: organizationId } = await newOrganization();
  const domain = await newDomain(organizationId);
  assert.deepEqual([domain.enrollment_mode, domain.verification.status], ['automatic_invitation', 'verified']);
  const { data, totalCount } = await organizations.getOrganizationDomainList({ organizationId });
  assert.deepEqual([data.map(({ id }) => id), totalCount], [[domain.id], 1]);
});

example("a domain that can't be is refused", [`POST ${all}`, `GET ${all}`], async () => {
  const [{ id: organizationId }, { id: another }] = [await newOrganization(), await newOrganization()];
  const { name } = await newDomain(organizationId);
  await refused(422, 'organization_domain_already_exists_same_organization', () => newDomain(organizationId, { name }));
  await refused(422, 'organization_domain_already_exists', () => newDomain(another, { name }));
  await refused(422, 'organization_domain_common', () => newDomain(organizationId, { name: 'gmail.com' }));
  await refused(422, 'form_param_format_invalid', () => newDomain(organizationId, { name: 'no domain' }));
  await refused(422, 'form_param_value_invalid', () => organizations.getOrganizationDomainList({ organizationId, limit: 501 }));
});

example('a domain is changed', [`PATCH ${one}`], async () => {
  const { id: organizationId } = await newOrganization();
  const key = { organizationId, domainId: (await newDomain(organizationId)).id };
  const update = fields => organizations.updateOrganizationDomain({ ...key, ...fields });
  const changed = await update({ enrollmentMode: 'manual_invitation', verified: false });
  assert.deepEqual([changed.enrollment_mode, changed.verification.status], ['manual_invitation', 'unverified']);
  await refused(422, 'form_param_value_invalid', () => update({ enrollmentMode: 'by_force' }));
});

example('a deleted domain is gone and free', [`DELETE ${one}`], async () => {
  const { id: organizationId } = await newOrganization();
  const { id: domainId, name } = await newDomain(organizationId);
  const key = { organizationId, domainId };
  assert.equal((await organizations.deleteOrganizationDomain(key)).deleted, true);
  await notFound(() => organizations.deleteOrganizationDomain(key));
  assert.notEqual((await newDomain(organizationId, { name })).id, domainId);
});

example('a domain of another instance is not found', [`POST ${all}`, `GET ${all}`, `PATCH ${one}`, `DELETE ${one}`], async () => {
  const [{ id: organizationId }, { id: own }] = [await newOrganization({}, other), await newOrganization()];
  const { id: domainId, name } = await newDomain(organizationId, {}, other);
  await unchanged(() => other.organizations.getOrganizationDomainList({ organizationId }), async () => {
    await notFound(() => newDomain(organizationId));
    await notFound(() => organizations.getOrganizationDomainList({ organizationId }));
    for (const key of [{ organizationId, domainId }, { organizationId: own, domainId }]) {
      await notFound(() => organizations.updateOrganizationDomain({ ...key, verified: false }));
      await notFound(() => organizations.deleteOrganizationDomain(key));
    }
  });
  assert.equal((await newDomain(own, { name })).organization_id, own);
});
