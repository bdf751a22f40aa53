// Tickets with which somebody can act as a user once.

import assert from 'node:assert/strict';
import { clerk, example, newUser, notFound, other, refused } from '../harness.mjs';

const both = ['POST /actor_tokens', 'POST /actor_tokens/{actor_token_id}/revoke'];
const { actorTokens } = clerk;
const newTicket = async (fields = {}, of = clerk) =>
  of.actorTokens.create({ userId: (await newUser({}, of)).id, actor: { sub: 'user_support' }, ...fields });

example('a ticket is given out, and revoked once', both, async () => {
  const { id, status, token, actor } = await newTicket();
  assert.deepEqual([status, actor], ['pending', { sub: 'user_support' }]);
  assert.ok(token);
  assert.equal((await actorTokens.revoke(id)).status, 'revoked');
  await refused(400, 'actor_token_cannot_be_revoked_code', () => actorTokens.revoke(id));
});

example("a ticket that can't be is refused", both, async () => {
  await refused(422, 'form_param_value_invalid', () => newTicket({ expiresInSeconds: -1 }));
  await refused(422, 'form_param_missing', () => newTicket({ actor: {} }));
  await notFound(() => newTicket({ userId: 'user_unknown' }));
  await notFound(() => actorTokens.revoke('act_unknown'));
});

example('a ticket of another instance is not found', both, async () => {
  const { id, userId } = await newTicket({}, other);
  await notFound(() => newTicket({ userId }));
  await notFound(() => actorTokens.revoke(id));
  assert.equal((await other.actorTokens.revoke(id)).status, 'revoked');
});
