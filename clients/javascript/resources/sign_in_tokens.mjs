// Tickets with which a user can sign in once.

import assert from 'node:assert/strict';
import { clerk, example, newUser, notFound, other, refused } from '../harness.mjs';

const both = ['POST /sign_in_tokens', 'POST /sign_in_tokens/{sign_in_token_id}/revoke'];
const { signInTokens } = clerk;

example('a ticket is given out, and revoked once', both, async () => {
  const { id: userId } = await newUser();
  const ticket = await signInTokens.createSignInToken({ userId, expiresInSeconds: 60 });
  assert.deepEqual([ticket.userId, ticket.status], [userId, 'pending']);
  assert.ok(ticket.token);
  assert.equal((await signInTokens.revokeSignInToken(ticket.id)).status, 'revoked');
  await refused(400, 'sign_in_token_cannot_be_revoked_code', () => signInTokens.revokeSignInToken(ticket.id));
});

example("a ticket that can't be is refused", both, async () => {
  const { id: userId } = await newUser();
  await refused(422, 'form_param_value_invalid', () => signInTokens.createSignInToken({ userId, expiresInSeconds: -1 }));
  await notFound(() => signInTokens.createSignInToken({ userId: 'user_unknown', expiresInSeconds: 60 }));
  await notFound(() => signInTokens.revokeSignInToken('sit_unknown'));
});

example('a ticket of another instance is not found', both, async () => {
  const { id: userId } = await newUser({}, other);
  const { id } = await other.signInTokens.createSignInToken({ userId, expiresInSeconds: 60 });
  await notFound(() => signInTokens.createSignInToken({ userId, expiresInSeconds: 60 }));
  await notFound(() => signInTokens.revokeSignInToken(id));
  assert.equal((await other.signInTokens.revokeSignInToken(id)).status, 'revoked');
});
