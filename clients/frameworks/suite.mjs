// Official packages for web frameworks against a running Housekey: each application in apps/ is asked the same.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { createClerkClient } from '@clerk/backend';

const { CLERK_API_URL: apiUrl, CLERK_SECRET_KEY: secretKey, CLERK_PUBLISHABLE_KEY: publishableKey } = process.env;
const clerk = createClerkClient({ apiUrl, secretKey });
const other = createClerkClient({ apiUrl, secretKey: process.env.HOUSEKEY_OTHER_SECRET_KEY });
const frontendApi = Buffer.from(publishableKey.split('_')[2], 'base64').toString().replace('$', '');

// Somebody who is signed in, as the admin of an organization.
async function somebody(of) {
  const emailAddress = [`${randomUUID()}@example.com`];
  const { id: userId } = await of.users.createUser({ emailAddress, firstName: 'Ada', skipPasswordRequirement: true });
  const { id: organizationId } = await of.organizations.createOrganization({ name: 'Engines', createdBy: userId });
  const { id: sessionId } = await of.sessions.createSession({ userId, activeOrganizationId: organizationId });
  const { jwt } = await of.sessions.getToken(sessionId);
  return { userId, sessionId, jwt };
}

const questions = {
  'who has a token is let in': async ask => {
    const { userId, sessionId, jwt } = await somebody(clerk);
    const { status, json } = await ask('/me', { authorization: `Bearer ${jwt}` });
    assert.deepEqual([status, json], [200, { userId, sessionId, orgRole: 'org:admin', firstName: 'Ada' }]);
  },
  'who has a cookie is let in': async ask => {
    const { userId, jwt } = await somebody(clerk);
    const now = Math.floor(Date.now() / 1000) - 1;
    const cookie = `__session=${jwt}; __client_uat=${now}; __clerk_db_jwt=dvb_browser`;
    const { status, json } = await ask('/me', { cookie });
    assert.deepEqual([status, json.userId], [200, userId]);
  },
  'who has nothing is kept out': async ask => {
    assert.equal((await ask('/me')).status, 401);
    assert.deepEqual(await ask('/public').then(({ status, json }) => [status, json]), [200, { open: true }]);
  },
  'a token of another instance is none': async ask => {
    const { jwt } = await somebody(other);
    assert.equal((await ask('/me', { authorization: `Bearer ${jwt}` })).status, 401);
  },
  'a browser is sent to the Frontend API': async ask => {
    const { status, location } = await ask('/public', { accept: 'text/html', 'sec-fetch-dest': 'document' });
    const { host, pathname } = new URL(location);
    assert.deepEqual([status, host, pathname], [307, frontendApi, '/v1/client/handshake']);
  },
};

const freePort = () =>
  new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function failures(name) {
  const port = await freePort();
  const { start } = await import(`./apps/${name}.mjs`);
  const stop = await start(port);
  const ask = async (path, headers = {}) => {
    const answer = await fetch(`http://localhost:${port}${path}`, { headers, redirect: 'manual' });
    const json = await answer.json().catch(() => undefined);
    return { status: answer.status, location: answer.headers.get('location'), json };
  };
  let failed = 0;
  for (const [question, run] of Object.entries(questions)) {
    await run(ask).catch(error => {
      failed += 1;
      console.log(`FAILED ${name}: ${question}\n`, error);
    });
  }
  await stop();
  console.log(`  ${name}: ${Object.keys(questions).length - failed} passed, ${failed} failed`);
  return failed;
}

const names = process.argv.slice(2);
let failed = 0;
for (const name of names.length ? names : ['express', 'fastify', 'hono', 'next']) failed += await failures(name);
process.exit(failed ? 1 : 0);
