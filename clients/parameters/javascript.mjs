// Prints what an installed @clerk/backend can send, a line for each parameter: operation, place, name.
//
// The types of each method's arguments tell the names; the method is called with a value for all of them, and the request
// is caught.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const require = createRequire(import.meta.url);
const ts = require(resolve(process.env.TYPESCRIPT, 'node_modules/typescript'));
const environment = resolve(process.argv[2]);
const root = new URL('../../', import.meta.url);

const rows = readFileSync(new URL('facts/operations.tsv', root), 'utf8').trimEnd().split('\n').slice(1);
const parameters = name => name.split('{').length;
const patterns = rows
  .map(row => row.split('\t'))
  .map(([, , method, path]) => `${method} ${path}`)
  .sort((one, other) => parameters(one) - parameters(other))
  .map(name => [new RegExp(`^${name.replaceAll(/\{[^}]*\}/g, '[^/]+')}$`), name]);

function operation(method, path) {
  const asked = `${method} ${path.replace(/^\/v1/, '').replace(/\/$/, '')}`;
  return patterns.find(([pattern]) => pattern.test(asked))?.[1] ?? asked;
}

const found = new Set();

function note(name, place, value, at = '') {
  if (Array.isArray(value)) return value.forEach(item => note(name, place, item, `${at}[]`));
  if (!value || typeof value !== 'object') return;
  for (const [field, inner] of Object.entries(value)) {
    const path = at ? `${at}.${field}` : field;
    found.add(`${name}\t${place}\t${path}`);
    note(name, place, inner, path);
  }
}

globalThis.fetch = async (resource, options = {}) => {
  const request = new Request(resource, options);
  const { pathname, searchParams } = new URL(request.url);
  const name = operation(request.method, pathname);
  note(name, 'query', Object.fromEntries(searchParams));
  if (request.headers.get('content-type')?.includes('multipart')) {
    note(name, 'form', Object.fromEntries(await request.formData()));
  } else {
    const text = await request.text();
    if (text) note(name, 'json', JSON.parse(text));
  }
  return Response.json({});
};

// Some value of a type, with every property that it may have.
function sample(checker, type, depth = 0) {
  if (depth > 6) return 'x';
  const is = flag => Boolean(type.flags & flag);
  if (is(ts.TypeFlags.StringLiteral | ts.TypeFlags.NumberLiteral)) return type.value;
  if (is(ts.TypeFlags.BooleanLike)) return true;
  if (is(ts.TypeFlags.StringLike)) return 'x';
  if (is(ts.TypeFlags.NumberLike)) return 1;
  if (is(ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void)) return undefined;
  if (is(ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
  const inner = other => sample(checker, other, depth + 1);
  if (type.isUnion()) {
    const values = type.types.map(inner).filter(value => value !== undefined);
    const objects = values.filter(value => typeof value === 'object' && !Array.isArray(value));
    return values.find(Array.isArray) ?? (objects.length ? Object.assign({}, ...objects) : values[0]);
  }
  if (checker.isArrayType(type)) return [inner(checker.getTypeArguments(type)[0])];
  if (['Blob', 'File'].includes(type.symbol?.name)) return new Blob(['x'], { type: 'image/png' });
  if (type.symbol?.name === 'Date') return new Date(0);
  if (type.symbol?.name === 'Headers') return new Headers();
  const properties = checker.getPropertiesOfType(type).filter(({ name }) => !name.startsWith('__@'));
  const entries = properties.map(property => [property.name, inner(checker.getTypeOfSymbol(property))]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function client() {
  const file = resolve(environment, 'parameters.mts');
  const module = './node_modules/@clerk/backend/dist/api/factory';
  writeFileSync(file, `import type { ApiClient } from '${module}';\nexport declare const client: ApiClient;\n`);
  const { ESNext } = ts.ModuleKind;
  const options = { module: ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, strict: true, skipLibCheck: true };
  const program = ts.createProgram([file], { ...options, target: ts.ScriptTarget.ESNext });
  const checker = program.getTypeChecker();
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)));
  return [checker, checker.getTypeOfSymbol(exported[0])];
}

const { createClerkClient } = createRequire(resolve(environment, 'package.json'))('@clerk/backend');
const clerk = createClerkClient({ secretKey: 'sk_test_x', apiUrl: 'http://nowhere.test', telemetry: { disabled: true } });
const [checker, type] = client();
for (const resource of checker.getPropertiesOfType(type)) {
  const methods = checker.getPropertiesOfType(checker.getTypeOfSymbol(resource));
  for (const { name } of methods.filter(({ name }) => name !== 'request')) {
    const method = methods.find(one => one.name === name);
    for (const signature of checker.getTypeOfSymbol(method).getCallSignatures()) {
      const values = signature.parameters.map(parameter => sample(checker, checker.getTypeOfSymbol(parameter)));
      // What it does with the empty answer does not matter.
      await Promise.resolve().then(() => clerk[resource.name][name](...values)).catch(() => {});
    }
  }
}
console.log([...found].sort().join('\n'));
