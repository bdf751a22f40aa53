// Tokens with which tests pass bot protection.

import assert from 'node:assert/strict';
import { clerk, example } from '../harness.mjs';

example('a testing token holds for a while', ['POST /testing_tokens'], async () => {
  const { token, expires_at: expiresAt } = await clerk.testingTokens.createTestingToken();
  assert.ok(token && expiresAt > Date.now() / 1000);
});
