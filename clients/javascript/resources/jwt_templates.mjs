// Templates for tokens with claims of one's own.

import assert from 'node:assert/strict';
import { clerk, example, fresh, notFound, other, refused, unchanged } from '../harness.mjs';

const one = '/jwt_templates/{template_id}';
const { jwtTemplates } = clerk;
const newTemplate = (fields = {}, of = clerk) => of.jwtTemplates.create({ name: `t${fresh()}`, claims: {}, ...fields });

example('a template is created and found again', ['POST /jwt_templates', `GET ${one}`], async () => {
  const key = { customSigningKey: true, signingAlgorithm: 'HS256', signingKey: 's'.repeat(32) };
  const claims = { name: '{{user.first_name}}', deep: { list: [1, 'two', null] } };
  const template = await newTemplate({ claims, lifetime: 120, allowedClockSkew: 1, ...key });
  const found = await jwtTemplates.get(template.id);
  assert.deepEqual(found, template);
  assert.deepEqual([found.claims, found.lifetime, found.allowedClockSkew], [claims, 120, 1]);
  assert.deepEqual([found.customSigningKey, found.signingAlgorithm], [true, 'HS256']);
  await notFound(() => jwtTemplates.get('jtmp_unknown'));
});

example("a template that can't be is refused", ['POST /jwt_templates'], async () => {
  const { name } = await newTemplate();
  await refused(422, 'form_identifier_exists', () => newTemplate({ name }));
  await refused(422, 'form_param_format_invalid', () => newTemplate({ name: 'no spaces' }));
  await refused(422, 'form_param_value_invalid', () => newTemplate({ lifetime: 1 }));
  await refused(400, 'jwt_template_reserved_claim', () => newTemplate({ claims: { sub: 'somebody' } }));
  await refused(422, 'form_conditional_param_missing', () => newTemplate({ customSigningKey: true, signingKey: 's'.repeat(32) }));
});

example('templates are listed', ['GET /jwt_templates'], async () => {
  const names = [(await newTemplate()).name, (await newTemplate()).name];
  const { data, totalCount } = await jwtTemplates.list({ limit: 2 });
  assert.deepEqual(data.map(template => template.name), names.toReversed());
  assert.ok(totalCount >= 2);
  await refused(422, 'form_param_value_invalid', () => jwtTemplates.list({ limit: 501 }));
});

example('a template is changed', [`PATCH ${one}`], async () => {
  const [{ id: templateId, name }, { name: taken }] = [await newTemplate(), await newTemplate()];
  const changed = await jwtTemplates.update({ templateId, name, claims: { plan: 'pro' }, lifetime: 90 });
  assert.deepEqual([changed.id, changed.claims, changed.lifetime], [templateId, { plan: 'pro' }, 90]);
  await refused(422, 'form_param_value_invalid', () => jwtTemplates.update({ templateId, name, claims: {}, lifetime: 1 }));
  await refused(422, 'form_identifier_exists', () => jwtTemplates.update({ templateId, name: taken, claims: {} }));
});

example('a deleted template is gone', [`DELETE ${one}`, `GET ${one}`], async () => {
  const { id } = await newTemplate();
  assert.equal((await jwtTemplates.delete(id)).deleted, true);
  await notFound(() => jwtTemplates.get(id));
  await notFound(() => jwtTemplates.delete(id));
});

example('a template of another instance is not found', [`GET ${one}`, `PATCH ${one}`, `DELETE ${one}`], async () => {
  const { id } = await newTemplate({}, other);
  await unchanged(() => other.jwtTemplates.get(id), async () => {
    await notFound(() => jwtTemplates.get(id));
    await notFound(() => jwtTemplates.update({ templateId: id, name: 'mine', claims: {} }));
    await notFound(() => jwtTemplates.delete(id));
  });
});
