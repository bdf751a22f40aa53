// Expired tokens that can be exchanged for fresh ones.

import { DOCUMENT, keys, request, suffixed } from '../cases.mjs';
import { answering, error } from '../peer.mjs';
import { NOW, session, tampered } from '../tokens.mjs';

const EXPIRED = { iat: NOW - 120, nbf: NOW - 130, exp: NOW - 60 };
const cookies = (...cookies) => ({ object: 'cookies', cookies: cookies.map(([name, value]) => `${name}=${value}; Path=/`) });
const fresh = session({ jti: 'fresh' });

const ANSWERS = {
  fresh: answering(200, cookies(['__session', fresh], ['__client_uat', NOW])),
  'fresh, twice': answering(200, cookies(['__session', session({ sub: 'user_first' })], ['__session_x', fresh])),
  'no cookie': answering(200, cookies()),
  'no session': answering(200, cookies(['__client_uat', '0'])),
  'an expired one': answering(200, cookies(['__session', session(EXPIRED)])),
  'a tampered one': answering(200, cookies(['__session', tampered()])),
  'no cookies at all': answering(200, { object: 'cookies' }),
  refused: answering(401, error('session_refresh_token_invalid')),
  'refused with an unexpected error': answering(500, error('unexpected_error')),
  'refused without a code': answering(500, {}),
  lost: answering(0),
};

export function* cases() {
  for (const [name, answer] of Object.entries(ANSWERS)) {
    for (const kind of ['test', 'live']) {
      for (const [place, headers] of Object.entries({ document: DOCUMENT, fetch: { 'sec-fetch-dest': 'empty' } })) {
        yield request(`refreshes: ${kind} ${place}, ${name}`, keys(kind), { cookies: browser(kind, answer), headers });
      }
    }
    const { __session, ...others } = browser('live', answer, '');
    const headers = { ...DOCUMENT, authorization: `Bearer ${__session}` };
    yield request(`refreshes: in the header, ${name}`, keys('live'), { cookies: others, headers });
  }
  yield request('refreshes: POST', keys('live'), { cookies: browser('live', ANSWERS.fresh), method: 'POST' });
  yield request('refreshes: HEAD', keys('live'), { cookies: browser('live', ANSWERS.fresh), method: 'HEAD' });
  yield request('refreshes: not active yet', keys('live'), { cookies: browser('live', ANSWERS.fresh, undefined, { exp: NOW + 60, nbf: NOW + 30 }) });
  yield request('refreshes: tampered', keys('live'), { cookies: { ...browser('live', ANSWERS.fresh), [suffixed('live', '__session')]: tampered() } });
  yield request('refreshes: without a session', keys('live'), { cookies: browser('live', ANSWERS.fresh, undefined, { sid: undefined }) });
  yield request('refreshes: plain', keys('live'), { cookies: { ...browser('live', ANSWERS.fresh, ''), __refresh: ANSWERS.fresh } });
  yield request('refreshes: networkless', { ...keys('live'), networkless: true }, { cookies: browser('live', ANSWERS.fresh) });
}

// The cookies of an instance; with no suffix, all but the refresh token are the plain ones.
function browser(kind, answer, suffix, claims = {}) {
  const name = name => (suffix === '' ? name : suffixed(kind, name));
  return {
    [name('__session')]: session({ ...EXPIRED, ...claims }), [name('__client_uat')]: '1', [name('__clerk_db_jwt')]: 'browser',
    [suffixed(kind, '__refresh')]: answer,
  };
}
