// Applications that sign people in with their accounts here.

import assert from 'node:assert/strict';
import { clerk, example, fresh, notFound, other, refused, unchanged } from '../harness.mjs';

const one = '/oauth_applications/{oauth_application_id}';
const [rotate, revoke] = [`POST ${one}/rotate_secret`, `POST ${one}/revoke_token`];
export const unknown = { 2: [revoke], 1: [revoke] };
const redirectUris = ['https://app.example.com/callback'];
const { oauthApplications } = clerk;
const newApplication = (fields = {}, of = clerk) =>
  of.oauthApplications.create({ name: `App ${fresh()}`, redirectUris, scopes: 'profile email', ...fields });

example('an application is created, and its secret shown once', ['POST /oauth_applications', `GET ${one}`], async () => {
  const { id, name, clientId, clientSecret, redirectUris: uris } = await newApplication();
  assert.ok(clientId && clientSecret);
  assert.deepEqual(uris, redirectUris);
  const found = await oauthApplications.get(id);
  assert.deepEqual([found.name, found.clientId, found.scopes], [name, clientId, 'profile email']);
  assert.ok(!found.clientSecret);
  await notFound(() => oauthApplications.get('oauthapp_unknown'));
});

example("an application that can't be is refused", ['POST /oauth_applications'], async () => {
  await refused(422, 'form_param_nil', () => newApplication({ name: '' }));
  await refused(422, 'form_param_format_invalid', () => newApplication({ redirectUris: ['no address'] }));
  await refused(422, 'form_param_value_invalid', () => newApplication({ redirectUris: ['javascript:alert(1)'] }));
  await refused(422, 'form_param_value_invalid', () => newApplication({ scopes: 'everything' }));
});

example('applications are listed newest first', ['GET /oauth_applications'], async () => {
  const ids = [(await newApplication()).id, (await newApplication()).id];
  const { data, totalCount } = await oauthApplications.list({ limit: 2 });
  assert.deepEqual(data.map(({ id }) => id), ids.toReversed());
  assert.ok(totalCount >= 2);
  await refused(422, 'form_param_value_invalid', () => oauthApplications.list({ limit: 501 }));
});

example('an application is changed', [`PATCH ${one}`], async () => {
  const { id: oauthApplicationId } = await newApplication();
  const changed = await oauthApplications.update({ oauthApplicationId, name: 'Renamed' });
  assert.deepEqual([changed.name, changed.redirectUris], ['Renamed', redirectUris]);
  await refused(422, 'form_param_value_invalid', () => oauthApplications.update({ oauthApplicationId, scopes: 'everything' }));
});

example('a secret is rotated', [rotate], async () => {
  const { id, clientSecret } = await newApplication();
  const rotated = await oauthApplications.rotateSecret(id);
  assert.ok(rotated.clientSecret && rotated.clientSecret !== clientSecret);
  const { id: open } = await newApplication({ public: true });
  await refused(403, 'resource_forbidden', () => oauthApplications.rotateSecret(open));
});

example('a token that is none is not revoked', [revoke], async () => {
  const [{ id: oauthApplicationId }, { id: theirs }] = [await newApplication(), await newApplication({}, other)];
  await refused(422, 'form_param_nil', () => oauthApplications.revokeToken({ oauthApplicationId, token: '' }));
  await notFound(() => oauthApplications.revokeToken({ oauthApplicationId: theirs, token: 'oat_unknown' }));
});

example('a deleted application is gone', [`DELETE ${one}`, `GET ${one}`], async () => {
  const { id } = await newApplication();
  assert.equal((await oauthApplications.delete(id)).deleted, true);
  await notFound(() => oauthApplications.get(id));
  await notFound(() => oauthApplications.delete(id));
});

example('an application of another instance is not found', [`GET ${one}`, `PATCH ${one}`, rotate, `DELETE ${one}`], async () => {
  const { id: oauthApplicationId } = await newApplication({}, other);
  await unchanged(() => other.oauthApplications.get(oauthApplicationId), async () => {
    await notFound(() => oauthApplications.get(oauthApplicationId));
    await notFound(() => oauthApplications.update({ oauthApplicationId, name: 'Stolen' }));
    await notFound(() => oauthApplications.rotateSecret(oauthApplicationId));
    await notFound(() => oauthApplications.delete(oauthApplicationId));
  });
});
