// Every request that the client sends, and what must be so of every answer. Loaded before the client, which keeps the
// `fetch` that it finds.

import assert from 'node:assert/strict';
import * as facts from './facts.mjs';

const otherKey = `Bearer ${process.env.HOUSEKEY_OTHER_SECRET_KEY}`;
const fetchForReal = globalThis.fetch;
const id = /\b(?:[a-z0-9]+_)+[0-9A-Za-z]{27}\b/g;
const idsIn = text => text.match(id) ?? [];
// The ids of the second instance; none may ever be in an answer to the first.
const foreign = new Set();
export const record = [];

// What a case has shown with an exchange, if it passed; see facts.kinds.
function kind({ sent, status, operation }) {
  if (idsIn(sent).some(one => foreign.has(one))) return 'foreign';
  if (status < 300) return 'happy';
  // To miss an id is one thing, to refuse a value another, where there are values.
  return status === 404 && facts.hasValues(operation) ? undefined : 'bad';
}

function check(ours, { method, pathname }, answer, text) {
  assert.ok(answer.status < 500, `${answer.status} to ${method} ${pathname}: ${text}`);
  if (text) assert.equal(answer.headers.get('content-type'), 'application/json');
  if (answer.status >= 400) {
    const { errors, clerk_trace_id: traceId } = JSON.parse(text);
    assert.match(traceId, /^[0-9a-f]{32}$/);
    for (const part of ['code', 'message', 'long_message']) assert.equal(typeof errors[0][part], 'string');
  } else if (ours) {
    const leaked = idsIn(text).filter(one => foreign.has(one));
    assert.deepEqual(leaked, [], `${method} ${pathname} showed ids of another instance`);
  }
}

// What the client would send goes here instead while it is only asked what it knows.
let probed;
export async function probe(ask) {
  probed = new Set();
  await ask();
  const found = probed;
  probed = undefined;
  return found;
}

globalThis.fetch = async (resource, options = {}) => {
  const request = new Request(resource, options);
  const { pathname, search } = new URL(request.url);
  const operation = facts.operation(request.method, pathname);
  if (probed) {
    probed.add(operation);
    return Response.json({});
  }
  // Some operations on the tokens of machines have no version in their paths.
  if (!operation && !pathname.startsWith('/v1/')) return fetchForReal(request);
  const body = await request.clone().text();
  const answer = await fetchForReal(request);
  const text = await answer.clone().text();
  const ours = request.headers.get('authorization') !== otherKey;
  check(ours, { method: request.method, pathname }, answer, text);
  if (!ours) idsIn(text).forEach(one => foreign.add(one));
  const exchange = { ours, operation, status: answer.status, sent: pathname + search + body };
  record.push({ ...exchange, kind: () => kind(exchange) });
  return answer;
};
