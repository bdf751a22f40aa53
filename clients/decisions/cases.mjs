// All cases. A family of them is a file in cases/.

import { readdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { publishableKey } from './tokens.mjs';
import { LIVE_SECRET_KEY, SECRET_KEY } from './peer.mjs';

const suffixOf = key => createHash('sha1').update(key).digest('base64url').slice(0, 8);

/** The keys of a development (`test`) or production (`live`) instance. */
export function keys(kind) {
  return { publishableKey: publishableKey(kind), secretKey: kind === 'test' ? SECRET_KEY : LIVE_SECRET_KEY };
}

/** The names of an instance's own cookies. */
export const suffixed = (kind, name) => `${name}_${suffixOf(publishableKey(kind))}`;

export const DOCUMENT = { 'sec-fetch-dest': 'document' };

/** One case. Cookies whose value is undefined are not sent. */
export function request(name, options, { cookies = {}, headers = DOCUMENT, method = 'GET', url = 'http://app.example.test/' } = {}) {
  const pairs = Object.entries(cookies).filter(([, value]) => value !== undefined);
  const line = pairs.map(([name, value]) => `${name}=${value}`).join('; ');
  return { name, options, request: { method, url, headers: { ...headers, ...(line ? { cookie: line } : {}) } } };
}

/** Every combination of the members' values, as objects. */
export function* combinations(choices) {
  const [[name, values], ...rest] = Object.entries(choices);
  for (const value of values) {
    if (rest.length === 0) yield { [name]: value };
    else for (const others of combinations(Object.fromEntries(rest))) yield { [name]: value, ...others };
  }
}

export async function all() {
  const files = readdirSync(new URL('cases/', import.meta.url)).sort();
  const families = await Promise.all(files.map(file => import(`./cases/${file}`)));
  const cases = families.flatMap(family => [...family.cases()]);
  const names = new Set();
  for (const { name } of cases) {
    if (names.has(name)) throw new Error(`two cases have the name ${name}`);
    names.add(name);
  }
  return cases;
}
