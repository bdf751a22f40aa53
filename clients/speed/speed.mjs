// How fast the official JavaScript client does one thing; see `run`.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { createClerkClient, verifyToken } = createRequire(`${process.env.HOUSEKEY_CLIENT}/`)('@clerk/backend');
const [work, inputs, seconds] = process.argv.slice(2);
const { pem, tokens, party, server, user_id, secret_key, publishable_key } = JSON.parse(readFileSync(inputs, 'utf8'));
const clerk = createClerkClient({ secretKey: secret_key, publishableKey: publishable_key, apiUrl: server, telemetry: { disabled: true } });
const options = { jwtKey: pem, authorizedParties: [party] };
const requests = tokens.map(token => new Request('https://app.example.test/', { headers: { authorization: `Bearer ${token}` } }));

const works = {
  verify: async n => {
    await verifyToken(tokens[n % tokens.length], options);
  },
  authenticate: async n => {
    const state = await clerk.authenticateRequest(requests[n % requests.length], options);
    if (!state.isAuthenticated) throw new Error(`${state.status}: ${state.reason} ${state.message}`);
  },
  get: async () => {
    if ((await clerk.users.getUser(user_id)).id !== user_id) throw new Error('another user');
  },
};

const during = async milliseconds => {
  const start = performance.now();
  let done = 0;
  while (performance.now() - start < milliseconds) await works[work](done++);
  return [done, (performance.now() - start) / 1000];
};

// The first calls compile the code.
await during(500);
const before = process.cpuUsage();
const [done, elapsed] = await during(seconds * 1000);
const { user, system } = process.cpuUsage(before);
console.log(done / elapsed, (user + system) / done);
process.exit(0);
