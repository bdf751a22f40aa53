// Connections to identity providers by SAML.

import assert from 'node:assert/strict';
import { clerk, example, fresh, line, newOrganization, notFound, other, refused, unchanged } from '../harness.mjs';

const one = '/saml_connections/{saml_connection_id}';
const { samlConnections } = clerk;
const newConnection = (fields = {}, of = clerk) => {
  const domain = `${fresh()}.example.com`;
  return of.samlConnections.createSamlConnection({
    name: `Connection ${fresh()}`,
    provider: 'saml_custom',
    idpEntityId: 'https://idp.example.com/entity',
    idpSsoUrl: 'https://idp.example.com/sso',
    ...(line === '1' ? { domain } : { domains: [domain] }),
    ...fields,
  });
};

example('a connection is created and found again', ['POST /saml_connections', `GET ${one}`], async () => {
  const attributeMapping = { userId: 'id', emailAddress: 'mail', firstName: 'given', lastName: 'family' };
  const connection = await newConnection({ attributeMapping });
  assert.deepEqual([connection.active, connection.provider], [false, 'saml_custom']);
  assert.ok(URL.canParse(connection.acsUrl) && connection.spEntityId && URL.canParse(connection.spMetadataUrl));
  const found = await samlConnections.getSamlConnection(connection.id);
  assert.deepEqual([found.name, found.attributeMapping.emailAddress], [connection.name, 'mail']);
  await notFound(() => samlConnections.getSamlConnection('samlc_unknown'));
});

example("a connection that can't be is refused", ['POST /saml_connections'], async () => {
  await refused(422, 'form_param_nil', () => newConnection({ name: '' }));
  await refused(422, 'form_param_value_invalid', () => newConnection({ provider: 'saml_by_post' }));
  await notFound(() => newConnection({ organizationId: 'org_unknown' }));
});

example('connections are listed', ['GET /saml_connections'], async () => {
  const { id, name } = await newConnection();
  const { data, totalCount } = await samlConnections.getSamlConnectionList({ query: name });
  assert.deepEqual([data.map(connection => connection.id), totalCount], [[id], 1]);
  await refused(422, 'form_param_value_invalid', () => samlConnections.getSamlConnectionList({ orderBy: 'shoe_size' }));
});

example('a connection is changed', [`PATCH ${one}`], async () => {
  const { id } = await newConnection();
  const changed = await samlConnections.updateSamlConnection(id, { name: 'Renamed' });
  assert.deepEqual([changed.name, changed.idpSsoUrl], ['Renamed', 'https://idp.example.com/sso']);
  await refused(422, 'form_param_format_invalid', () => samlConnections.updateSamlConnection(id, { idpSsoUrl: 'no address' }));
});

example('a deleted connection is gone', [`DELETE ${one}`, `GET ${one}`], async () => {
  const { id } = await newConnection();
  assert.equal((await samlConnections.deleteSamlConnection(id)).deleted, true);
  await notFound(() => samlConnections.getSamlConnection(id));
  await notFound(() => samlConnections.deleteSamlConnection(id));
});

const every = ['POST /saml_connections', 'GET /saml_connections', `GET ${one}`, `PATCH ${one}`, `DELETE ${one}`];
example('a connection of another instance is not found', every, async () => {
  const [{ id }, { id: organizationId }] = [await newConnection({}, other), await newOrganization({}, other)];
  await unchanged(() => other.samlConnections.getSamlConnection(id), async () => {
    await notFound(() => newConnection({ organizationId }));
    const found = await samlConnections.getSamlConnectionList({ organizationId: [organizationId] });
    assert.deepEqual(found, { data: [], totalCount: 0 });
    await notFound(() => samlConnections.getSamlConnection(id));
    await notFound(() => samlConnections.updateSamlConnection(id, { name: 'Stolen' }));
    await notFound(() => samlConnections.deleteSamlConnection(id));
  });
});
