// What the fact tables and the contract say about the operations, and which of them the cases left undriven.

import { readdirSync, readFileSync } from 'node:fs';

const root = process.env.HOUSEKEY_ROOT;
// A happy path; a value that can't be; an id of another instance.
export const kinds = ['happy', 'bad', 'foreign'];
// Text that has the form of an id, or its name, and is none of ours.
const noIds = new Set(['external_id', 'provider_user_id']);

const lines = name => readFileSync(`${root}/facts/${name}`, 'utf8').trimEnd().split('\n');

function table(name) {
  const [header, ...rows] = lines(name).map(line => line.split('\t'));
  return rows.map(row => Object.fromEntries(row.map((cell, index) => [header[index], cell])));
}

const rows = table('operations.tsv');
export const operations = new Set(rows.map(row => `${row.method} ${row.path}`));
const unsupported = new Set(lines('unsupported.txt').filter(line => !line.startsWith('#')));
const seed = new Set(rows.filter(row => row.versions.includes('2024')).map(row => `${row.method} ${row.path}`));
const fields = new Map();
for (const row of table('requests.tsv')) {
  if (!row.versions.includes('2024') && seed.has(row.operation)) continue;
  fields.set(row.operation, [...(fields.get(row.operation) ?? []), row]);
}

const parameters = name => name.split('{').length;
// A path in words goes before one with a parameter in the same place.
const patterns = [...operations]
  .sort((one, other) => parameters(one) - parameters(other))
  .map(name => [new RegExp(`^${name.replaceAll(/\{[^}]*\}/g, '[^/]+')}$`), name]);

// The operation that a request is one of; undefined for a path that the facts don't know.
export function operation(method, path) {
  const asked = `${method} ${path.replace(/^\/v1/, '').replace(/\/$/, '')}`;
  return patterns.find(([pattern]) => pattern.test(asked))?.[1];
}

// The operations that stand in the contract.
function rowsOfContract() {
  const folder = `${root}/crates/contract/src/backend`;
  const files = readdirSync(folder, { recursive: true }).filter(file => file.endsWith('.rs'));
  const text = files.map(file => readFileSync(`${folder}/${file}`, 'utf8')).join();
  return [...text.matchAll(/\b(Get|Post|Put|Patch|Delete) "(\/[^"]*)"/g)].map(([, method, path]) => operation(method.toUpperCase(), path));
}
export const supported = new Set([...seed, ...rowsOfContract()].filter(name => !unsupported.has(name)));

const fieldsOf = name => fields.get(name) ?? [];
// Whether it takes more than what stands in its path.
export const hasValues = name => fieldsOf(name).some(({ place, field }) => place !== 'path' && !['.', 'paginated'].includes(field));
const takesId = name => fieldsOf(name).some(({ field }) => /(^|_)ids?$/.test(field) && !noIds.has(field));

// The kinds of cases that an operation needs.
function wanted(name) {
  return ['happy', ...(fieldsOf(name).length ? ['bad'] : []), ...(takesId(name) ? ['foreign'] : [])];
}

// What is missing, as sentences. `driven` holds operation and kind in one text; so does `exempt`, with the reason.
export function gaps(driven, unknown, exempt) {
  const missing = [...supported]
    .filter(name => !unknown.has(name))
    .flatMap(name => wanted(name).map(kind => [name, kind]))
    .filter(([name, kind]) => !driven.has(`${name} ${kind}`) && !exempt.has(`${name} ${kind}`))
    .map(([name, kind]) => `${name} has no ${kind} case`);
  const needless = [...exempt.keys()].filter(one => driven.has(one));
  return [...missing.sort(), ...needless.map(one => `${one}: there is such a case, and an excuse for having none`)];
}
