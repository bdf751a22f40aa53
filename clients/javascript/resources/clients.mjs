// Browsers and devices, with the sessions they hold.

import assert from 'node:assert/strict';
import { clerk, example, newSession, notFound, other, refused } from '../harness.mjs';

export const exempt = { 'POST /clients/verify happy': 'only the Frontend API gives a client its token' };

example('a client holds its session', ['GET /clients/{client_id}'], async () => {
  const session = await newSession();
  const client = await clerk.clients.getClient(session.clientId);
  assert.deepEqual([client.sessionIds, client.sessions[0].userId], [[session.id], session.userId]);
  assert.equal(client.lastActiveSessionId, session.id);
  await notFound(() => clerk.clients.getClient('client_unknown'));
});

example('clients are listed newest first', ['GET /clients'], async () => {
  const ids = [(await newSession()).clientId, (await newSession()).clientId];
  const { data, totalCount } = await clerk.clients.getClientList({ limit: 2 });
  assert.deepEqual(data.map(client => client.id), ids.toReversed());
  assert.ok(totalCount >= 2);
  await refused(422, 'form_param_value_invalid', () => clerk.clients.getClientList({ limit: 501 }));
});

example("what is no client's token is refused", ['POST /clients/verify'], async () => {
  const { jwt } = await clerk.sessions.getToken((await newSession()).id);
  for (const token of ['no.token.atall', jwt]) await refused(400, 'cookie_invalid', () => clerk.clients.verifyClient(token));
});

example('a client of another instance is not found', ['GET /clients/{client_id}'], async () => {
  const { clientId } = await newSession(other);
  await notFound(() => clerk.clients.getClient(clientId));
});
