// What the official client decides.

import { createRequire } from 'node:module';
import { NOW, pem } from './tokens.mjs';

const require = createRequire(`${process.env.HOUSEKEY_CLIENT}/`);
const { createClerkClient } = require('@clerk/backend');

// The clock of the cases; timers go on.
Date.now = () => NOW * 1000;
// It tells on the console about what it can't resolve.
for (const level of ['error', 'log', 'warn']) console[level] = () => {};

const identity = auth => ({
  kind: auth.tokenType, id: auth.id ?? auth.sessionId, subject: auth.subject ?? auth.userId,
  scopes: auth.scopes ?? null, claims: auth.claims ?? null,
});

export async function decide({ request, options }, apiUrl) {
  const { networkless, ...rest } = options;
  const { secretKey, publishableKey, ...each } = rest;
  const clerk = createClerkClient({ apiUrl, secretKey, publishableKey, ...(networkless ? { jwtKey: pem } : {}), telemetry: { disabled: true } });
  let state;
  try {
    state = await clerk.authenticateRequest(new Request(request.url, request), each);
  } catch (error) {
    return { status: 'throws', message: error.message };
  }
  const { status, reason, headers } = state;
  return {
    status, reason,
    location: headers.get('location'),
    cookies: headers.getSetCookie(),
    told: [headers.get('x-clerk-auth-status'), headers.get('x-clerk-auth-reason'), headers.get('cache-control')],
    who: status === 'signed-in' ? identity(state.toAuth({ treatPendingAsSignedOut: false })) : null,
  };
}
