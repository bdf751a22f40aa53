// What applications do with tokens: verify them, and authenticate requests by them, with the public key at hand or through
// the key set.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  apiUrl, clerk, createClerkClient, example, jwtKey, newOrganization, newSession, other, publishableKey, secretKey, verifyToken,
} from '../harness.mjs';

const newToken = async (of = clerk) => {
  const session = await newSession(of);
  return { ...session, jwt: (await of.sessions.getToken(session.id)).jwt };
};
// The client has no way to pass on the origin of a request.
const tokenFor = async (id, origin) => {
  const headers = { authorization: `Bearer ${secretKey}`, origin };
  return (await (await fetch(`${apiUrl}/v1/sessions/${id}/tokens`, { method: 'POST', headers })).json()).jwt;
};
const withKeySet = { secretKey, apiUrl };
const request = jwt => new Request('https://app.example/', { headers: { authorization: `Bearer ${jwt}` } });
const asked = (jwt, options) => {
  const fresh = createClerkClient({ publishableKey, apiUrl, secretKey, telemetry: { disabled: true } });
  return fresh.authenticateRequest(request(jwt), options);
};
const forged = jwt => `${jwt.slice(0, -8)}AAAAAAAA`;

example('a token verifies with the public key and through the key set', ['GET /jwks'], async () => {
  const { jwt, id, userId } = await newToken();
  // Keys that were fetched are kept for five minutes; skipping them shows the request.
  for (const options of [{ jwtKey }, { ...withKeySet, skipJwksCache: true }]) {
    const { sub, sid } = await verifyToken(jwt, options);
    assert.deepEqual([sub, sid], [userId, id]);
  }
});

example('a token does not verify with another key', [], async () => {
  const [{ jwt }, { jwt: foreign }] = [await newToken(), await newToken(other)];
  await assert.rejects(verifyToken(foreign, { jwtKey }), { reason: 'token-invalid-signature' });
  await assert.rejects(verifyToken(forged(jwt), { jwtKey }), { reason: 'token-invalid-signature' });
  await assert.rejects(verifyToken(foreign, { ...withKeySet, skipJwksCache: true }), { reason: 'jwk-kid-mismatch' });
});

example('a wrong secret key is told apart from a failure to load keys', [], async () => {
  const { jwt } = await newToken();
  const wrong = { apiUrl, secretKey: 'sk_test_nobody', skipJwksCache: true };
  const stranger = createClerkClient({ ...wrong, publishableKey, telemetry: { disabled: true } });
  // The client tries five times, over three seconds.
  const [state] = await Promise.all([
    stranger.authenticateRequest(request(jwt), { skipJwksCache: true }),
    assert.rejects(verifyToken(jwt, wrong), { reason: 'secret-key-invalid' }),
  ]);
  assert.deepEqual([state.status, state.reason], ['signed-out', 'secret-key-invalid']);
});

example('a token is bound to the origin that asked for it', [], async () => {
  const { id, userId } = await newSession();
  const jwt = await tokenFor(id, 'https://app.example');
  assert.equal((await verifyToken(jwt, { jwtKey, authorizedParties: ['https://app.example'] })).sub, userId);
  const elsewhere = { jwtKey, authorizedParties: ['https://elsewhere.example'] };
  await assert.rejects(verifyToken(jwt, elsewhere), { reason: 'token-invalid-authorized-parties' });
});

example('a request is authenticated by its token', [], async () => {
  const { jwt, id, userId } = await newToken();
  for (const options of [{ jwtKey }, {}]) {
    const state = await asked(jwt, options);
    assert.equal(state.status, 'signed-in', state.reason);
    const auth = state.toAuth();
    assert.deepEqual([auth.userId, auth.sessionId], [userId, id]);
    assert.ok(await auth.getToken());
  }
});

example('a page is authenticated by its cookies', [], async () => {
  const { id, userId } = await newSession();
  const jwt = await tokenFor(id, 'https://app.example');
  const suffix = createHash('sha1').update(publishableKey).digest('base64url').slice(0, 8);
  const { iat } = JSON.parse(Buffer.from(jwt.split('.')[1], 'base64url'));
  const values = { __session: jwt, __client_uat: iat, __clerk_db_jwt: 'browser' };
  const page = suffixes => {
    const cookies = Object.entries(values).flatMap(([name, value]) => suffixes.map(suffix => `${name}${suffix}=${value}`));
    const headers = { cookie: cookies.join('; '), accept: 'text/html', 'sec-fetch-dest': 'document' };
    return new Request('https://app.example/', { headers });
  };
  for (const suffixes of [[''], [`_${suffix}`], ['', `_${suffix}`]]) {
    const state = await clerk.authenticateRequest(page(suffixes), { jwtKey });
    assert.equal(state.status, 'signed-in', state.reason);
    assert.deepEqual([state.toAuth().userId, state.toAuth().sessionId], [userId, id]);
  }
});

example('a token tells of the active organization', ['POST /organizations', 'POST /sessions'], async () => {
  const { id: activeOrganizationId, slug, createdBy: userId } = await newOrganization();
  const { id } = await clerk.sessions.createSession({ userId, activeOrganizationId });
  const { jwt } = await clerk.sessions.getToken(id);
  const auth = (await clerk.authenticateRequest(request(jwt), { jwtKey })).toAuth();
  assert.deepEqual([auth.orgId, auth.orgSlug, auth.orgRole], [activeOrganizationId, slug, 'org:admin']);
  assert.deepEqual([auth.has({ role: 'org:admin' }), auth.has({ role: 'org:member' })], [true, false]);
});

example('a request with a bad token is signed out', [], async () => {
  const { jwt } = await newToken();
  const { jwt: foreign } = await newToken(other);
  for (const [token, options] of [[forged(jwt), { jwtKey }], [forged(jwt), {}], [foreign, { jwtKey }], [foreign, {}], ['nonsense', { jwtKey }]]) {
    assert.notEqual((await asked(token, options)).status, 'signed-in');
  }
});
