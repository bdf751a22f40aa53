// The official JavaScript client against a running Housekey. An answer that the client can't read is a failure.
//
// Runs the cases of every file in resources/. Then holds that each operation that the server supports and this line of the
// client knows was driven by them: along its happy path, with a bad value, with an id of another instance. What was driven
// is told by the requests that were really sent.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import * as facts from './facts.mjs';
import { record } from './record.mjs';
import { beginResource, cases, knownOperations, line } from './harness.mjs';

const names = process.argv.slice(2).filter(name => !name.startsWith('--'));
const files = readdirSync(new URL('resources/', import.meta.url)).filter(file => file.endsWith('.mjs')).sort();
const resources = [];
for (const file of files) {
  beginResource(file.slice(0, -'.mjs'.length));
  resources.push(await import(`./resources/${file}`));
}
// What a line has no method for, as the files say it.
const unknown = new Set(resources.flatMap(one => one.unknown?.[line] ?? []));
// What can't be driven, with the reason.
const exempt = new Map(resources.flatMap(one => Object.entries(one.exempt ?? {})));

// Whether the case passed.
async function passes(one) {
  const start = record.length;
  try {
    await one.run();
    one.exchanges = record.slice(start).filter(({ ours, operation }) => ours && one.operations.includes(operation));
    const sent = new Set(one.exchanges.map(({ operation }) => operation));
    assert.deepEqual(one.operations.filter(name => !sent.has(name)), [], 'the case did not send these');
    return true;
  } catch (error) {
    console.log(`FAILED ${one.resource}: ${one.sentence}\n`, error);
    return false;
  }
}

// What the files say of this line that isn't so.
async function lies() {
  const known = await knownOperations();
  return [...unknown].filter(name => known.has(name)).map(name => `${name} is said to be unknown to this line, which knows it`);
}

function printTable(passed) {
  const driven = new Map();
  for (const one of passed) {
    for (const exchange of one.exchanges) {
      const sentences = driven.get(exchange.operation) ?? new Map();
      const sentence = `${one.resource}: ${one.sentence}`;
      driven.set(exchange.operation, sentences.set(sentence, [...(sentences.get(sentence) ?? []), exchange.kind()]));
    }
  }
  for (const [name, sentences] of [...driven].sort()) {
    console.log(`  ${name}`);
    for (const [sentence, found] of sentences) console.log(`    ${sentence} (${facts.kinds.filter(kind => found.includes(kind)).join(', ')})`);
  }
}

// What the server does not support yet, and what the line does not know, is left out.
const isPossible = name => facts.supported.has(name) && !unknown.has(name);
const chosen = cases.filter(one => one.operations.every(isPossible) && (!names.length || names.includes(one.resource)));
const began = Date.now();
const passed = [];
for (const one of chosen) if (await passes(one)) passed.push(one);
for (const name of new Set(chosen.map(one => one.resource))) {
  console.log(`  ${name}: ${chosen.filter(one => one.resource === name).length} cases`);
}
if (process.argv.includes('--table')) printTable(passed);
const driven = new Set(passed.flatMap(one => one.exchanges.map(exchange => `${exchange.operation} ${exchange.kind()}`)));
const problems = names.length ? [] : [...facts.gaps(driven, unknown, exempt), ...(await lies())];
for (const problem of problems) console.log(`  ${problem}`);
const operations = new Set(passed.flatMap(one => one.exchanges.map(({ operation }) => operation)));
const failed = chosen.length - passed.length;
console.log(`  ${operations.size} operations, ${passed.length} cases passed, ${failed} failed, ${(Date.now() - began) / 1000} s`);
process.exit(problems.length || failed ? 1 : 0);
