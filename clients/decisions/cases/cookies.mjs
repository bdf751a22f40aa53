// What the session cookie and __client_uat say together.

import { combinations, keys, request, suffixed } from '../cases.mjs';
import { CATEGORIES, NOW, foreign, forged, session, tampered } from '../tokens.mjs';

export const SESSIONS = {
  none: undefined,
  good: session(),
  expired: session({ iat: NOW - 120, nbf: NOW - 130, exp: NOW - 60 }),
  'just expired': session({ exp: NOW - 4 }),
  'not active yet': session({ nbf: NOW + 60 }),
  'from the future': session({ iat: NOW + 60 }),
  tampered: tampered(),
  forged: forged(),
  'of an unknown key': foreign(),
  'of a template': session({}, { cat: CATEGORIES.template }),
  'of a machine': session({ sub: 'mch_1' }),
  'without iat': session({ iat: undefined }),
  nonsense: 'a.b.c',
};

const CHANGES = { none: undefined, zero: '0', before: String(NOW - 60), after: String(NOW - 5) };

export function* cases() {
  const choices = { kind: ['test', 'live'], token: Object.keys(SESSIONS), change: Object.keys(CHANGES) };
  for (const { kind, token, change } of combinations(choices)) {
    const cookies = { __session: SESSIONS[token], __client_uat: CHANGES[change], __clerk_db_jwt: 'browser' };
    yield request(`cookies: ${kind}, session ${token}, change ${change}`, keys(kind), { cookies });
  }
  for (const change of ['x', '12x', ' 7', '-1', '1.5', '']) {
    const cookies = { __session: session(), __client_uat: change };
    yield request(`cookies: a change of "${change}"`, keys('live'), { cookies });
  }
  for (const [name, claims] of Object.entries({ 'no sub': { sub: undefined }, 'sub 1': { sub: 1 }, 'no exp': { exp: undefined }, 'exp "1"': { exp: '1' }, 'no iss': { iss: undefined }, 'iss of others': { iss: 'https://clerk.other.test' }, 'iss 1': { iss: 1 }, 'http iss': { iss: 'http://clerk.example.test' } })) {
    const cookies = { __session: session(claims), __client_uat: String(NOW - 60) };
    yield request(`cookies: a session with ${name}`, keys('live'), { cookies });
  }
  yield request('cookies: networkless', { ...keys('live'), networkless: true }, { cookies: { __session: session(), __client_uat: '1' } });
  yield request('cookies: the first of two counts', keys('live'), { headers: { cookie: `__session=${session()}; __session=no; __client_uat=1; __client_uat=0` } });
  yield request('cookies: encoded', keys('live'), { cookies: { __session: session().replaceAll('.', '%2E'), __client_uat: '%31' } });
  yield request('cookies: no browser', keys('test'), { cookies: { __session: session(), __client_uat: '1' } });
  yield request('cookies: a browser of this instance', keys('test'), { cookies: { [suffixed('test', '__session')]: session(), [suffixed('test', '__client_uat')]: '1', [suffixed('test', '__clerk_db_jwt')]: 'browser' } });
  yield request('cookies: an encoded browser', keys('test'), { cookies: { __clerk_db_jwt: 'a%20b%2Fc', __client_uat: '1' } });
}
