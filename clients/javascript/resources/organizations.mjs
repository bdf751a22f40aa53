// Organizations.

import assert from 'node:assert/strict';
import {
  clerk, example, fresh, newOrganization, newUser, noPicture, notFound, other, picture, refused, unchanged,
} from '../harness.mjs';

const one = '/organizations/{organization_id}';
const [metadata, replace, logo, deleteLogo] = [`PATCH ${one}/metadata`, `PUT ${one}/metadata`, `PUT ${one}/logo`, `DELETE ${one}/logo`];
export const unknown = { 2: [replace], 1: [replace] };
const { organizations } = clerk;
const tooMuch = { publicMetadata: { long: 'x'.repeat(9_000) } };
const ids = ({ data }) => data.map(({ id }) => id);

example('an organization is created, and found by its id and its slug', ['POST /organizations', `GET ${one}`], async () => {
  const slug = `acme-${fresh()}`;
  const wanted = { name: 'Acme', slug, maxAllowedMemberships: 7, publicMetadata: { plan: 'pro' }, privateMetadata: { n: 1 } };
  const { id: organizationId, createdBy } = await newOrganization(wanted);
  for (const key of [{ organizationId }, { slug }]) {
    const found = await organizations.getOrganization({ ...key, includeMembersCount: true });
    for (const [field, value] of Object.entries(wanted)) assert.deepEqual(found[field], value);
    assert.deepEqual([found.id, found.createdBy, found.membersCount], [organizationId, createdBy, 1]);
  }
  await notFound(() => organizations.getOrganization({ organizationId: 'org_unknown' }));
  const unclear = { organizationId, includeMembersCount: 'perhaps' };
  await refused(422, 'form_param_type_invalid', () => organizations.getOrganization(unclear));
});

example("an organization that can't be is refused", ['POST /organizations'], async () => {
  const { slug } = await newOrganization({ slug: `acme-${fresh()}` });
  await refused(422, 'form_identifier_exists', () => newOrganization({ slug }));
  await refused(422, 'form_param_format_invalid', () => newOrganization({ slug: 'No Slug' }));
  await refused(422, 'form_param_value_invalid', () => newOrganization({ maxAllowedMemberships: -1 }));
  await refused(422, 'form_param_type_invalid', () => newOrganization({ name: 7 }));
  await refused(400, 'organization_creator_not_found', () => newOrganization({ createdBy: 'user_unknown' }));
});

example('organizations are listed, filtered and ordered', ['GET /organizations'], async () => {
  const [name, { id: createdBy }] = [fresh(), await newUser()];
  const [b, a] = [await newOrganization({ name: `${name} b`, createdBy }), await newOrganization({ name: `${name} a`, createdBy })];
  const found = await organizations.getOrganizationList({ query: name, orderBy: '+name', includeMembersCount: true });
  assert.deepEqual([ids(found), found.totalCount, found.data[0].membersCount], [[a.id, b.id], 2, 1]);
  assert.equal((await organizations.getOrganizationList({ userId: [createdBy], limit: 1 })).totalCount, 2);
  assert.deepEqual(ids(await organizations.getOrganizationList({ organizationId: [a.id] })), [a.id]);
  await refused(422, 'form_param_value_invalid', () => organizations.getOrganizationList({ orderBy: 'shoe_size' }));
});

example('what is given changes and the rest stays', [`PATCH ${one}`], async () => {
  const [{ id, name }, slug] = [await newOrganization(), `acme-${fresh()}`];
  const changed = await organizations.updateOrganization(id, { slug, maxAllowedMemberships: 9 });
  assert.deepEqual([changed.name, changed.slug, changed.maxAllowedMemberships], [name, slug, 9]);
  const { id: another } = await newOrganization();
  await refused(422, 'form_identifier_exists', () => organizations.updateOrganization(another, { slug }));
  await refused(422, 'form_param_value_invalid', () => organizations.updateOrganization(id, { name: 'see https://a.example' }));
});

example('metadata is merged, and a null deletes', [metadata], async () => {
  const { id } = await newOrganization({ publicMetadata: { plan: 'pro', deep: { a: 1, b: 2 } } });
  const merged = await organizations.updateOrganizationMetadata(id, { publicMetadata: { plan: null, deep: { a: null } } });
  assert.deepEqual(merged.publicMetadata, { deep: { b: 2 } });
  await refused(422, 'form_param_exceeds_allowed_size', () => organizations.updateOrganizationMetadata(id, tooMuch));
});

example('metadata is replaced', [replace], async () => {
  const { id } = await newOrganization({ publicMetadata: { plan: 'pro' }, privateMetadata: { n: 1 } });
  const replaced = await organizations.replaceOrganizationMetadata(id, { publicMetadata: { seats: 3 } });
  assert.deepEqual([replaced.publicMetadata, replaced.privateMetadata], [{ seats: 3 }, { n: 1 }]);
  await refused(422, 'form_param_exceeds_allowed_size', () => organizations.replaceOrganizationMetadata(id, tooMuch));
});

example('a logo is set, served and deleted', [logo, deleteLogo], async () => {
  const { id, createdBy: uploaderUserId } = await newOrganization();
  const { hasImage, imageUrl } = await organizations.updateOrganizationLogo(id, { file: picture, uploaderUserId });
  assert.equal(hasImage, true);
  assert.equal((await fetch(imageUrl)).status, 200);
  await refused(400, 'request_body_invalid', () => organizations.updateOrganizationLogo(id, { file: noPicture }));
  assert.equal((await organizations.deleteOrganizationLogo(id)).hasImage, false);
  await notFound(() => organizations.deleteOrganizationLogo('org_unknown'));
});

example('a deleted organization is gone', [`DELETE ${one}`, `GET ${one}`], async () => {
  const { id: organizationId } = await newOrganization();
  assert.equal((await organizations.deleteOrganization(organizationId)).deleted, true);
  await notFound(() => organizations.getOrganization({ organizationId }));
  await notFound(() => organizations.deleteOrganization(organizationId));
});

const ofOne = [`GET ${one}`, `PATCH ${one}`, metadata, logo, deleteLogo, `DELETE ${one}`];
example('an organization of another instance is not found', ['POST /organizations', 'GET /organizations', ...ofOne], async () => {
  const { id: organizationId, slug, createdBy } = await newOrganization({ slug: `acme-${fresh()}` }, other);
  await refused(400, 'organization_creator_not_found', () => newOrganization({ createdBy }));
  for (const filters of [{ query: organizationId }, { userId: [createdBy] }, { organizationId: [organizationId] }]) {
    assert.deepEqual(await organizations.getOrganizationList(filters), { data: [], totalCount: 0 });
  }
  await unchanged(() => other.organizations.getOrganization({ organizationId }), async () => {
    await notFound(() => organizations.getOrganization({ organizationId }));
    await notFound(() => organizations.getOrganization({ slug }));
    await notFound(() => organizations.updateOrganization(organizationId, { name: 'Stolen' }));
    await notFound(() => organizations.updateOrganizationMetadata(organizationId, { publicMetadata: { plan: 'stolen' } }));
    await notFound(() => organizations.updateOrganizationLogo(organizationId, { file: picture }));
    await notFound(() => organizations.deleteOrganizationLogo(organizationId));
    await notFound(() => organizations.deleteOrganization(organizationId));
  });
});

example('metadata of another instance is not replaced', [replace], async () => {
  const { id: organizationId } = await newOrganization({}, other);
  const read = () => other.organizations.getOrganization({ organizationId });
  await unchanged(read, () => notFound(() => organizations.replaceOrganizationMetadata(organizationId, { publicMetadata: {} })));
});
