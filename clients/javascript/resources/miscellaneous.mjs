// The rest: keys that open nothing, and what the client has no method for.

import { client, example, newUser, publishableKey, refused } from '../harness.mjs';

const interstitial = ['GET /public/interstitial'];
export const unknown = { 3: interstitial, 2: interstitial, 1: interstitial };

example('an unknown key opens nothing', [], async () => {
  const { id } = await newUser();
  for (const key of ['sk_test_nobody', 'nonsense', publishableKey]) {
    await refused(401, 'clerk_key_invalid', () => client(key).users.getUser(id));
  }
});
