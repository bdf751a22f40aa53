// Tokens in Authorization.

import { inspect } from 'node:util';
import { DOCUMENT, keys, request } from '../cases.mjs';
import { LIVE_SECRET_KEY, UNKNOWN_KEY } from '../peer.mjs';
import { CATEGORIES, NOW, oauth, session } from '../tokens.mjs';
import { SESSIONS } from './cookies.mjs';

const bearer = token => ({ ...DOCUMENT, authorization: `Bearer ${token}` });

export function* cases() {
  for (const kind of ['test', 'live']) {
    for (const [name, token] of Object.entries(SESSIONS)) {
      if (token === undefined) continue;
      yield request(`headers: ${kind}, ${name}`, keys(kind), { headers: bearer(token) });
      yield request(`headers: ${kind}, ${name}, no document`, keys(kind), { headers: { authorization: `Bearer ${token}` } });
    }
  }
  const good = SESSIONS.good;
  const values = { bare: good, 'Bearer alone': 'Bearer', Basic: 'Basic YTpi', 'twice': `Bearer ${good}, Bearer ${good}`, 'an API key': 'Bearer ak_1', 'a machine token': 'mt_1', nothing: '' };
  for (const [name, value] of Object.entries(values)) {
    yield request(`headers: ${name}`, keys('live'), { headers: { authorization: value }, cookies: { __session: good, __client_uat: '1' } });
  }
  yield request('headers: lower case', keys('live'), { headers: { authorization: `bearer ${good}` } });
  for (const [name, category] of Object.entries(CATEGORIES)) {
    yield request(`headers: of the category ${name}`, keys('live'), { headers: bearer(session({}, { cat: category })) });
    yield request(`headers: expired, of the category ${name}`, keys('live'), { headers: bearer(session({ exp: NOW - 60 }, { cat: category })) });
  }
  yield request('headers: of an application', keys('live'), { headers: bearer(oauth()) });
  yield request('headers: of an unknown type', keys('live'), { headers: bearer(session({}, { typ: 'X' })) });
  yield request('headers: of no type', keys('live'), { headers: bearer(session({}, { typ: undefined })) });
  yield request('headers: HS256', keys('live'), { headers: bearer(session({}, { alg: 'HS256' })) });
  yield request('headers: no kid', keys('live'), { headers: bearer(session({}, { kid: undefined })) });
  yield request('headers: pending', keys('live'), { headers: bearer(session({ sts: 'pending' })) });
  yield request('headers: active', keys('live'), { headers: bearer(session({ sts: 'active' })) });
  yield request('headers: a wrong secret key', { ...keys('test'), secretKey: UNKNOWN_KEY }, { headers: bearer(good) });

  const asked = [
    [{ audience: ['a'] }, {}], [{ audience: ['a'] }, { aud: 'a' }], [{ audience: ['a'] }, { aud: ['b', 'a'] }], [{ audience: ['a'] }, { aud: 'b' }],
    [{ authorizedParties: ['https://app.example.test'] }, {}], [{ authorizedParties: ['https://app.example.test'] }, { azp: undefined }],
    [{ authorizedParties: ['https://app.example.test'] }, { azp: 'https://evil.test' }], [{ authorizedParties: [] }, {}],
    [{ clockSkewInMs: 0 }, { exp: NOW }], [{ clockSkewInMs: 0 }, { exp: NOW + 1 }], [{ clockSkewInMs: 60_000 }, { exp: NOW - 30 }],
  ];
  for (const [options, claims] of asked) {
    yield request(`headers: asked ${JSON.stringify(options)}, told ${inspect(claims)}`, { ...keys('live'), secretKey: LIVE_SECRET_KEY, ...options }, { headers: bearer(session(claims)) });
  }
}
