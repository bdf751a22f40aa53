// Asks both sides about every case and tells where they differ.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { all } from './cases.mjs';
import { differences } from './differences.mjs';
import { decide } from './official.mjs';
import { listen } from './peer.mjs';
import { NOW, pem } from './tokens.mjs';

/** Fewer than so many cases mean that some were lost. */
const AT_LEAST = 200;
const tell = text => process.stdout.write(`${text}\n`);

// The parameters of a location one by one, the URL within it as well.
function parts(location) {
  if (!location) return null;
  const url = new URL(location);
  const parameters = [...url.searchParams].map(([name, value]) => [name, /^https?:/.test(value) ? parts(value) : value]);
  return { to: `${url.origin}${url.pathname}`, parameters, fragment: url.hash };
}

const comparable = ({ location, ...others }) => ({ ...others, location: parts(location) });

function agree(official, ours) {
  try {
    assert.deepEqual(comparable(ours), comparable(official));
    return true;
  } catch {
    return false;
  }
}

// The peer lives in this process, which therefore must not stand still meanwhile.
async function ask(input) {
  const child = spawn(process.env.HOUSEKEY_DECISIONS, { stdio: ['pipe', 'pipe', 'inherit'] });
  const chunks = [];
  child.stdout.on('data', chunk => chunks.push(chunk));
  child.stdin.end(input);
  const status = await new Promise(resolve => child.on('close', resolve));
  return { status, output: Buffer.concat(chunks).toString() };
}

const words = process.argv.slice(2);
const cases = (await all()).filter(({ name }) => words.every(word => name.includes(word)));
const api = await listen();
const official = [];
for (const one of cases) official.push(await decide(one, api));

const { status, output } = await ask(JSON.stringify({ api, pem, now: NOW, cases }));
assert.equal(status, 0, 'our side failed');
const ours = JSON.parse(output);
assert.equal(ours.length, cases.length);

let failed = 0;
const unused = new Set(differences.keys());
cases.forEach((one, index) => {
  const [theirs, mine] = [official[index], ours[index]];
  const agreed = agree(theirs, mine);
  const known = differences.get(one.name);
  unused.delete(one.name);
  if (known && agreed) problem(one, 'is listed in differences.mjs, but both sides agree', theirs, mine);
  else if (known && !known.is(mine, theirs)) problem(one, `differs otherwise than listed (${known.why})`, theirs, mine);
  else if (!known && !agreed) problem(one, 'is decided differently', theirs, mine);
});

function problem(one, what, theirs, mine) {
  failed += 1;
  tell(`\n${one.name} ${what}\n  request  ${JSON.stringify(one.request)}\n  options  ${JSON.stringify(one.options)}`);
  tell(`  official ${JSON.stringify(theirs)}\n  ours     ${JSON.stringify(mine)}`);
}

const count = wanted => official.filter(({ status }) => status === wanted).length;
tell(`${cases.length} requests: ${count('signed-in')} signed in, ${count('handshake')} sent to a handshake; ${failed} decided differently`);
if (words.length === 0) {
  for (const name of unused) tell(`differences.mjs lists a case that is not there: ${name}`);
  if (cases.length < AT_LEAST) tell(`there should be ${AT_LEAST} cases at least`);
  if (unused.size > 0 || cases.length < AT_LEAST) failed += 1;
}
process.exit(failed > 0 ? 1 : 0);
