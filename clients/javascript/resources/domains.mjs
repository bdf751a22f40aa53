// The domains that an instance's applications run on.

import assert from 'node:assert/strict';
import { clerk, example, fresh, live, notFound, other, refused, unchanged } from '../harness.mjs';

const one = '/domains/{domain_id}';
const { domains } = clerk;
const newDomain = (of = clerk, fields = {}) => of.domains.add({ name: `${fresh()}.example.com`, isSatellite: true, ...fields });

example('a satellite is added, and listed after the primary domain', ['POST /domains', 'GET /domains'], async () => {
  const { id, isSatellite } = await newDomain();
  assert.equal(isSatellite, true);
  const { data, totalCount } = await domains.list();
  assert.deepEqual([data[0].isSatellite, totalCount], [false, data.length]);
  assert.ok(data.slice(1).some(domain => domain.id === id));
  await domains.deleteDomain(id);
});

example("a domain that can't be is refused", ['POST /domains'], async () => {
  const { id, name } = await newDomain();
  await refused(422, 'form_identifier_exists', () => newDomain(clerk, { name }));
  await refused(422, 'form_param_format_invalid', () => newDomain(clerk, { name: 'https://a.example' }));
  await refused(422, 'form_param_value_invalid', () => newDomain(clerk, { isSatellite: false }));
  await domains.deleteDomain(id);
});

example('a domain is renamed, and gets a proxy in production', [`PATCH ${one}`], async () => {
  const [{ id: domainId }, name] = [await newDomain(), `${fresh()}.example.com`];
  assert.equal((await domains.update({ domainId, name })).name, name);
  await refused(422, 'form_param_format_invalid', () => domains.update({ domainId, name: 'a/b' }));
  const proxyUrl = `https://${name}/__clerk`;
  await refused(400, 'request_invalid_for_environment', () => domains.update({ domainId, proxyUrl }));
  await domains.deleteDomain(domainId);
  const satellite = await newDomain(live);
  assert.equal((await live.domains.update({ domainId: satellite.id, proxyUrl })).proxyUrl, proxyUrl);
  await live.domains.deleteDomain(satellite.id);
});

example('satellites are deleted, and the primary domain is not', [`DELETE ${one}`], async () => {
  const { id } = await newDomain();
  assert.equal((await domains.deleteDomain(id)).deleted, true);
  await notFound(() => domains.deleteDomain(id));
  const { data: [primary] } = await domains.list();
  await refused(403, 'operation_not_allowed_on_primary_domain', () => domains.deleteDomain(primary.id));
});

example('a domain of another instance is not found', [`PATCH ${one}`, `DELETE ${one}`], async () => {
  const { id: domainId } = await newDomain(other);
  await unchanged(() => other.domains.list(), async () => {
    await notFound(() => domains.update({ domainId, name: 'stolen.example.com' }));
    await notFound(() => domains.deleteDomain(domainId));
  });
  await other.domains.deleteDomain(domainId);
});
