// What every resource file uses: two instances of one server, cases, refusals.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import * as facts from './facts.mjs';
import { probe } from './record.mjs';

export const { HOUSEKEY_URL: apiUrl, HOUSEKEY_SECRET_KEY: secretKey, HOUSEKEY_OTHER_SECRET_KEY: otherSecretKey } = process.env;
export const { HOUSEKEY_PUBLISHABLE_KEY: publishableKey, HOUSEKEY_PEM: jwtKey } = process.env;
const require = createRequire(`${process.env.HOUSEKEY_CLIENT}/`);
export const { createClerkClient, verifyToken } = require('@clerk/backend');
// The line of the client that runs: '3', '2' or '1'.
export const [line] = require('@clerk/backend/package.json').version.split('.');
export const password = 'correct horse battery staple';
// The smallest picture there is.
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC', 'base64');
export const picture = new Blob([png], { type: 'image/png' });
export const noPicture = new Blob(['no picture'], { type: 'image/png' });

// What every line hands on as it comes, whoever answers.
const handedOn = ['organization_domain', 'testing_token'];

// A raw string, or an object that kept the form it has on the wire, is an answer that the client could not read.
function readable(value, method) {
  // Older lines make an empty text of an empty answer.
  assert.ok(typeof value !== 'string' || value === '', `${method} gave raw text: ${value}`);
  for (const item of [value?.data ?? value].flat()) {
    const raw = item?.constructor === Object && 'object' in item && !handedOn.includes(item.object);
    assert.ok(!raw, `${method} gave an object that the client does not know: ${JSON.stringify(item)}`);
  }
  return value;
}

const isMethod = (api, name) => typeof api[name] === 'function' && !['constructor', 'request', 'requireId'].includes(name);

// The same client, which reads aloud what it gets.
function watched(clerk) {
  const watch = (api, resource) =>
    new Proxy(api, {
      get: (_, name) =>
        isMethod(api, name) ? async (...args) => readable(await api[name](...args), `${resource}.${name}`) : api[name],
    });
  return new Proxy(clerk, {
    get: (_, resource) => (typeof clerk[resource] === 'object' ? watch(clerk[resource], resource) : clerk[resource]),
  });
}

export const client = key => createClerkClient({ secretKey: key, publishableKey, apiUrl, telemetry: { disabled: true } });
const bare = client(secretKey);
export const clerk = watched(bare);
// A second instance of the same server, whose ids are foreign to the first.
export const other = watched(client(otherSecretKey));
// A production instance, for what only those can do.
export const live = watched(client(process.env.HOUSEKEY_LIVE_SECRET_KEY));

export const cases = [];
let resource;
export function beginResource(name) {
  resource = name;
}

// A case, and the operations that it is about. It is left out where the line does not know one of them.
export function example(sentence, operations, run) {
  for (const name of operations) assert.ok(facts.operations.has(name), `there is no operation ${name}`);
  cases.push({ resource, sentence, operations, run, exchanges: [] });
}

// Every operation that a method of this line would send, if it were given something.
export function knownOperations() {
  const anything = new Proxy(() => {}, {
    get: (_, name) => (name === Symbol.toPrimitive || name === 'toString' ? () => 'x' : name === 'then' ? undefined : anything),
    apply: () => 'x',
  });
  console.warn = () => {};
  return probe(async () => {
    for (const api of Object.values(bare).filter(one => one && typeof one === 'object')) {
      for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(api)).filter(one => isMethod(api, one))) {
        for (const args of [[anything, {}], ['x'], ['x', 'x', 'x'], [{}, {}]]) {
          await Promise.resolve(args).then(all => api[name](...all)).catch(() => {});
        }
      }
    }
  });
}

export const fresh = () => randomUUID().replaceAll('-', '').slice(0, 12);
// A phone number in the form in which it is kept.
export const freshNumber = () => `+1202${2_000_000 + (parseInt(fresh(), 16) % 8_000_000)}`;

// Calls, and expects this refusal, as an error that the client can read.
export async function refused(status, code, call) {
  await assert.rejects(call, error => {
    assert.deepEqual([error.status, error.errors?.[0]?.code], [status, code], `${call}: ${error}`);
    assert.match(error.clerkTraceId, /^[0-9a-f]{32}$/);
    return true;
  });
}

export const notFound = call => refused(404, 'resource_not_found', call);

// Holds that what `read` reads of the other instance is the same afterwards.
export async function unchanged(read, run) {
  const before = await read();
  await run();
  assert.deepEqual(await read(), before, 'something changed in another instance');
}

// A user with an e-mail address and no password; hashing one takes time.
export const newUser = (fields = {}, of = clerk) =>
  of.users.createUser({ emailAddress: [`${fresh()}@example.com`], skipPasswordRequirement: true, ...fields });

// An organization with an admin, who created it.
export const newOrganization = async (fields = {}, of = clerk) =>
  of.organizations.createOrganization({ name: `Organization ${fresh()}`, createdBy: (await newUser({}, of)).id, ...fields });

export const newSession = async (of = clerk) => of.sessions.createSession({ userId: (await newUser({}, of)).id });
