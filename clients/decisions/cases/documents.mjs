// Which requests may be sent to a handshake, and how.

import { DOCUMENT, keys, request } from '../cases.mjs';

const OUT_OF_STEP = { __client_uat: '1', __clerk_db_jwt: 'browser' };

export function* cases() {
  const kinds = {
    document: DOCUMENT, iframe: { 'sec-fetch-dest': 'iframe' }, empty: { 'sec-fetch-dest': 'empty' }, image: { 'sec-fetch-dest': 'image' },
    'accept html': { accept: 'text/html,application/xhtml+xml' }, 'accept JSON': { accept: 'application/json' }, 'accept JSON, html': { accept: 'application/json,text/html' },
    'nothing told': {}, 'empty, accept html': { 'sec-fetch-dest': 'empty', accept: 'text/html' },
  };
  for (const [name, headers] of Object.entries(kinds)) {
    yield request(`documents: ${name}`, keys('live'), { cookies: OUT_OF_STEP, headers });
  }
  for (const method of ['GET', 'POST', 'HEAD', 'PUT', 'DELETE']) {
    yield request(`documents: ${method}`, keys('live'), { cookies: OUT_OF_STEP, method });
  }
  for (const count of ['0', '1', '2', '3', '4', 'x', '']) {
    yield request(`documents: sent ${count || 'nothing'} times`, keys('live'), { cookies: { ...OUT_OF_STEP, __clerk_redirect_count: count } });
  }
  const urls = ['/a%20b/?x=1&y=%20', '/?a', '/?x=1&__clerk_db_jwt=b&y=2', '/?__dev_session=b', '/?__clerk_db_jwt=', '/?q=ä+ö', '/?a=1&a=2&__clerk_db_jwt=1&__clerk_db_jwt=2', '/?x=%zz'];
  for (const kind of ['test', 'live']) {
    for (const path of urls) {
      yield request(`documents: ${kind} ${path}`, keys(kind), { cookies: OUT_OF_STEP, url: `http://app.example.test${path}` });
    }
  }
}
