// Sessions.

import assert from 'node:assert/strict';
import { clerk, example, fresh, line, newSession, newUser, notFound, other, refused, unchanged } from '../harness.mjs';

const tokens = 'POST /sessions/{session_id}/tokens';
const fromTemplate = 'POST /sessions/{session_id}/tokens/{template_name}';
const refresh = 'POST /sessions/{session_id}/refresh';
const verify = 'POST /sessions/{session_id}/verify';
export const exempt = {
  [`${refresh} happy`]: 'only the Frontend API gives out refresh tokens',
  ...(line === '1' && { [`${fromTemplate} bad`]: 'this line can ask for no lifetime' }),
};

const { sessions } = clerk;
const ids = found => found.data.map(session => session.id);
const payload = jwt => JSON.parse(Buffer.from(jwt.split('.')[1], 'base64url'));
const newTemplate = (fields = {}, of = clerk) => of.jwtTemplates.create({ name: `t${fresh()}`, claims: {}, ...fields });
const refreshing = expiredToken => ({ format: 'token', expiredToken, refreshToken: 'none', requestOrigin: 'https://app.example' });

example('a session is opened and found again', ['POST /sessions', 'GET /sessions/{session_id}'], async () => {
  const { id: userId } = await newUser();
  const session = await sessions.createSession({ userId });
  assert.deepEqual([session.userId, session.status], [userId, 'active']);
  assert.deepEqual(await sessions.getSession(session.id), session);
  await notFound(() => sessions.getSession('sess_unknown'));
});

example('a session of nobody is refused', ['POST /sessions'], async () => {
  await refused(422, 'form_param_missing', () => sessions.createSession({}));
  await refused(422, 'form_param_type_invalid', () => sessions.createSession({ userId: 7 }));
  await notFound(() => sessions.createSession({ userId: 'user_unknown' }));
});

example('sessions are listed by user, client and status', ['GET /sessions'], async () => {
  const { id: userId } = await newUser();
  const [first, second] = [await sessions.createSession({ userId }), await sessions.createSession({ userId })];
  await sessions.revokeSession(first.id);
  const found = await sessions.getSessionList({ userId });
  assert.deepEqual([ids(found), found.totalCount], [[second.id, first.id], 2]);
  assert.deepEqual(ids(await sessions.getSessionList({ userId, status: 'active' })), [second.id]);
  assert.deepEqual(ids(await sessions.getSessionList({ clientId: first.clientId })), [first.id]);
  await refused(422, 'form_param_value_invalid', () => sessions.getSessionList({ userId, status: 'lost' }));
  await refused(422, 'form_param_value_invalid', () => sessions.getSessionList({ userId, limit: 501 }));
});

example('a revoked session gives no more tokens', ['POST /sessions/{session_id}/revoke', tokens], async () => {
  const { id } = await newSession();
  assert.ok((await sessions.getToken(id)).jwt);
  assert.equal((await sessions.revokeSession(id)).status, 'revoked');
  await refused(401, 'signed_out', () => sessions.getToken(id));
  await notFound(() => sessions.revokeSession('sess_unknown'));
});

example('a template gives tokens with claims of its own', [fromTemplate], async () => {
  const user = await newUser({ firstName: 'Ada' });
  const { id } = await sessions.createSession({ userId: user.id });
  const claims = { name: '{{user.first_name}}', plan: "{{user.public_metadata.plan || 'free'}}" };
  const { name } = await newTemplate({ claims });
  const found = payload((await sessions.getToken(id, name)).jwt);
  assert.deepEqual([found.name, found.plan, found.sub, found.sid], ['Ada', 'free', user.id, undefined]);
  await notFound(() => sessions.getToken(id, `t${fresh()}`));
});

if (line !== '1') {
  example('a token holds for as long as is asked', [tokens, fromTemplate], async () => {
    const { id } = await newSession();
    const { name } = await newTemplate();
    for (const template of ['', name]) {
      const { exp, iat } = payload((await sessions.getToken(id, template, 600)).jwt);
      assert.equal(exp - iat, 600);
      await refused(422, 'form_param_value_invalid', () => sessions.getToken(id, template, 1));
    }
  });
}

example('a session is not refreshed with what is no token', [refresh], async () => {
  const { id } = await newSession();
  const { jwt } = await sessions.getToken(id);
  await refused(401, 'expired_session_token_invalid', () => sessions.refreshSession(id, refreshing('no.token.atall')));
  await refused(401, 'expired_session_token_missing_azp', () => sessions.refreshSession(id, refreshing(jwt)));
});

example('a session is verified by its token', [verify], async () => {
  const { id } = await newSession();
  const { jwt } = await sessions.getToken(id);
  assert.equal((await sessions.verifySession(id, jwt)).id, id);
  await refused(400, 'invalid_session_token', () => sessions.verifySession(id, 'no.token.atall'));
  const { id: another } = await newSession();
  await refused(400, 'invalid_session_token', () => sessions.verifySession(another, jwt));
});

const ofOneSession = ['GET /sessions/{session_id}', 'POST /sessions/{session_id}/revoke', tokens, fromTemplate, refresh, verify];
example('a session of another instance is not found, whatever is asked', ['POST /sessions', 'GET /sessions', ...ofOneSession], async () => {
  const { id, userId, clientId } = await newSession(other);
  const { jwt } = await other.sessions.getToken(id);
  const { name } = await newTemplate();
  await unchanged(() => other.sessions.getSession(id), async () => {
    await notFound(() => sessions.createSession({ userId }));
    assert.deepEqual(await sessions.getSessionList({ userId }), { data: [], totalCount: 0 });
    assert.deepEqual(await sessions.getSessionList({ clientId }), { data: [], totalCount: 0 });
    await notFound(() => sessions.getSession(id));
    await notFound(() => sessions.revokeSession(id));
    await notFound(() => sessions.getToken(id));
    await notFound(() => sessions.getToken(id, name));
    await refused(401, 'expired_session_token_invalid', () => sessions.refreshSession(id, refreshing(jwt)));
    await refused(400, 'invalid_session_token', () => sessions.verifySession(id, jwt));
  });
});

example('a template of another instance is not found', [fromTemplate], async () => {
  const [{ id }, { name }] = [await newSession(), await newTemplate({}, other)];
  await notFound(() => sessions.getToken(id, name));
});
