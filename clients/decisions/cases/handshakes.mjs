// What a browser brings along when it returns from a handshake.

import { keys, request, suffixed } from '../cases.mjs';
import { answering, error } from '../peer.mjs';
import { CATEGORIES, NOW, foreign, foreignHandshake, handshake, session, tampered } from '../tokens.mjs';

const cookie = (name, value) => `${name}=${value}; Path=/; SameSite=Lax`;
const signedIn = token => [cookie('__client_uat', NOW - 60), cookie('__session', token), cookie('__clerk_db_jwt', 'browser')];

const BROUGHT = {
  'a session': signedIn(session()),
  'nobody': [cookie('__client_uat', 0), '__session=; Path=/; Max-Age=0'],
  'nothing': [],
  'two sessions': [...signedIn(session()), cookie(suffixed('test', '__session'), session({ sub: 'user_last' }))],
  'an expired session': signedIn(session({ iat: NOW - 120, exp: NOW - 60 })),
  'a session expired for days': signedIn(session({ iat: NOW - 200_000, exp: NOW - 100_000 })),
  'a session from the future': signedIn(session({ iat: NOW + 600, nbf: NOW + 600, exp: NOW + 700 })),
  'a tampered session': signedIn(tampered()),
  'a foreign session': signedIn(foreign()),
  'a template': signedIn(session({}, { cat: CATEGORIES.template })),
  'a session of a machine': signedIn(session({}, { cat: CATEGORIES.machine })),
};

export function* cases() {
  for (const kind of ['test', 'live']) {
    for (const [name, directives] of Object.entries(BROUGHT)) {
      const nonce = answering(200, { directives });
      yield* arrivals(`handshakes: ${kind}, ${name} by nonce`, kind, '__clerk_handshake_nonce', nonce);
      yield* arrivals(`handshakes: ${kind}, ${name} by token`, kind, '__clerk_handshake', handshake(directives));
    }
    const refusals = { 'not found': answering(404, error('resource_not_found')), 'failed': answering(500, {}), 'lost': answering(0), 'empty': answering(200, {}) };
    for (const [name, nonce] of Object.entries(refusals)) {
      yield* arrivals(`handshakes: ${kind}, nonce ${name}`, kind, '__clerk_handshake_nonce', nonce);
    }
    const tokens = {
      'of another key': foreignHandshake(BROUGHT['a session']),
      'of a template': handshake(BROUGHT['a session'], { cat: CATEGORIES.template }),
      'of a session': handshake(BROUGHT['a session'], { cat: CATEGORIES.session }),
      'of an application': handshake(BROUGHT['a session'], { typ: 'at+jwt' }),
      'without directives': session(),
      nonsense: 'a.b.c',
    };
    for (const [name, token] of Object.entries(tokens)) {
      yield* arrivals(`handshakes: ${kind}, a token ${name}`, kind, '__clerk_handshake', token);
    }
  }
}

// In the query or in a cookie; with cookies of before, which count if the handshake can't be read.
function* arrivals(name, kind, parameter, value) {
  const before = { __clerk_db_jwt: 'browser', __client_uat: '1', __session: session({ sub: 'user_before' }) };
  const url = `http://app.example.test/?a=1&${parameter}=${value}&__clerk_db_jwt=other&__clerk_help=1`;
  yield request(`${name}, in the query`, keys(kind), { cookies: before, url });
  yield request(`${name}, in a cookie`, keys(kind), { cookies: { ...before, [parameter]: value }, headers: {} });
}
