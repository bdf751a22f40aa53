// Several domains of one instance.

import { DOCUMENT, combinations, keys, request } from '../cases.mjs';
import { NOW, session } from '../tokens.mjs';

const DOMAIN = 'shop.test';
const COOKIES = {
  none: {},
  browser: { __clerk_db_jwt: 'browser' },
  'signed in': { __session: session({ iss: `https://clerk.${DOMAIN}` }), __client_uat: '1', __clerk_db_jwt: 'browser' },
  'signed in on the primary': { __session: session(), __client_uat: '1', __clerk_db_jwt: 'browser' },
  expired: { __session: session({ iss: `https://clerk.${DOMAIN}`, exp: NOW - 60 }), __client_uat: '1', __clerk_db_jwt: 'browser' },
};

export function* cases() {
  const choices = { kind: ['test', 'live'], cookies: Object.keys(COOKIES), synced: ['', '?__clerk_synced=false', '?__clerk_synced=true'], auto: [false, true] };
  for (const { kind, cookies, synced, auto } of combinations(choices)) {
    const options = { ...keys(kind), isSatellite: true, domain: DOMAIN, signInUrl: 'https://app.example.test/sign-in?a=b', satelliteAutoSync: auto };
    const name = `satellites: ${kind}, cookies ${cookies}, ${synced || 'not synced'}${auto ? ', by itself' : ''}`;
    yield request(name, options, { cookies: COOKIES[cookies], url: `http://shop.test/cart${synced}` });
  }
  for (const kind of ['test', 'live']) {
    const options = { ...keys(kind), isSatellite: true, domain: DOMAIN, signInUrl: 'https://app.example.test/sign-in', satelliteAutoSync: true };
    const url = 'http://shop.test/cart';
    yield request(`satellites: ${kind}, in a frame`, options, { url, headers: { 'sec-fetch-dest': 'iframe' } });
    yield request(`satellites: ${kind}, by POST`, options, { url, method: 'POST' });
    yield request(`satellites: ${kind}, without a destination`, options, { url, headers: { accept: 'text/html' } });
    yield request(`satellites: ${kind}, sent three times`, options, { url, cookies: { __clerk_redirect_count: '3' } });
    yield request(`satellites: ${kind}, from elsewhere`, options, { url, cookies: COOKIES['signed in'], headers: { ...DOCUMENT, referer: 'https://app.example.test/' } });
    yield request(`satellites: ${kind}, proxied`, { ...options, proxyUrl: 'https://shop.test/__clerk' }, { url });
    for (const back of ['https://shop.test/cart', 'https://shop.test/cart?__clerk_synced=false&a=b', 'https://shop.test/?__clerk_synced=1&x=1&__clerk_synced=2#top', 'https://shop.test/?a']) {
      for (const cookies of ['none', 'browser']) {
        const url = `http://app.example.test/sign-in?__clerk_redirect_url=${encodeURIComponent(back)}`;
        yield request(`satellites: ${kind}, back to ${back}, cookies ${cookies}`, keys(kind), { url, cookies: COOKIES[cookies] });
      }
    }
    yield request(`satellites: ${kind}, back to nowhere`, keys(kind), { url: 'http://app.example.test/?__clerk_redirect_url=', cookies: COOKIES.browser });
    yield request(`satellites: ${kind}, back in a fetch`, keys(kind), { url: 'http://app.example.test/?__clerk_redirect_url=https%3A%2F%2Fshop.test', headers: {}, cookies: COOKIES.browser });
  }
}
