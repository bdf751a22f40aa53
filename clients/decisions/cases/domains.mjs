// Where the browser believes to be, and where it comes from.

import { DOCUMENT, keys, request } from '../cases.mjs';
import { publishableKey, session } from '../tokens.mjs';
import { SECRET_KEY } from '../peer.mjs';

const OUT_OF_STEP = { __client_uat: '1', __clerk_db_jwt: 'browser' };
const SIGNED_IN = { ...OUT_OF_STEP, __session: session() };

export function* cases() {
  const proxies = {
    'forwarded host': { 'x-forwarded-host': 'public.example.test' },
    'forwarded host and scheme': { 'x-forwarded-host': 'public.example.test', 'x-forwarded-proto': 'https' },
    'forwarded scheme': { host: 'app.example.test', 'x-forwarded-proto': 'https' },
    'forwarded twice': { 'x-forwarded-host': 'public.example.test,inner.test', 'x-forwarded-proto': 'https,http' },
    'forwarded port': { 'x-forwarded-host': 'public.example.test:8443', 'x-forwarded-proto': 'https' },
    host: { host: 'public.example.test:81' },
    'host and forwarded host': { host: 'inner.test', 'x-forwarded-host': 'public.example.test' },
  };
  for (const [name, headers] of Object.entries(proxies)) {
    for (const kind of ['test', 'live']) {
      const given = { cookies: OUT_OF_STEP, headers: { ...DOCUMENT, ...headers }, url: 'http://app.example.test/a?b=c' };
      yield request(`domains: ${kind}, ${name}`, keys(kind), given);
      yield request(`domains: ${kind}, ${name}, proxied`, { ...keys(kind), proxyUrl: '/__clerk' }, given);
    }
  }
  for (const proxyUrl of ['/__clerk', '/__clerk/', 'https://app.example.test/__clerk', 'http://127.0.0.1:4600', 'https://proxy.example.test/a/b/']) {
    yield request(`domains: proxy ${proxyUrl}`, { ...keys('live'), proxyUrl }, { cookies: OUT_OF_STEP });
    yield request(`domains: proxy ${proxyUrl}, signed in`, { ...keys('live'), proxyUrl }, { cookies: SIGNED_IN });
  }
  const referrers = [
    'http://app.example.test/other', 'http://app.example.test:81/', 'https://app.example.test/', 'https://other.example.test/', 'https://clerk.example.test/x',
    'https://accounts.example.test/sign-in', 'http://accounts.example.test/', 'https://accounts.evil.test/', 'https://foo.accounts.dev/', 'https://foo.clerk.accounts.dev/', 'https://accounts.foo.lcl.dev/', 'nonsense', '',
  ];
  for (const kind of ['test', 'live']) {
    for (const referer of referrers) {
      yield request(`domains: ${kind}, from ${referer}`, keys(kind), { cookies: SIGNED_IN, headers: { ...DOCUMENT, referer } });
    }
    const elsewhere = { referer: 'https://other.example.test/' };
    yield request(`domains: ${kind}, from elsewhere in a frame`, keys(kind), { cookies: SIGNED_IN, headers: { ...elsewhere, 'sec-fetch-dest': 'iframe' } });
    yield request(`domains: ${kind}, from elsewhere by POST`, keys(kind), { cookies: SIGNED_IN, headers: { ...elsewhere, ...DOCUMENT }, method: 'POST' });
    yield request(`domains: ${kind}, from elsewhere again`, keys(kind), { cookies: { ...SIGNED_IN, __clerk_redirect_count: '1' }, headers: { ...elsewhere, ...DOCUMENT } });
  }
  for (const host of ['foo.clerk.accounts.dev', 'foo.clerk.accountsstage.dev', 'clerk.clerk.example.test']) {
    for (const referer of ['https://foo.accounts.dev/', 'https://foo.accountsstage.dev/', 'https://accounts.clerk.example.test/', 'https://evil.test/']) {
      const own = { publishableKey: publishableKey('test', host), secretKey: SECRET_KEY };
      const cookies = { ...SIGNED_IN, __session: session({ iss: `https://${host}` }) };
      yield request(`domains: ${host}, from ${referer}`, own, { cookies, headers: { ...DOCUMENT, referer } });
    }
  }
  yield request('domains: the issuer stays behind a proxy', { ...keys('live'), proxyUrl: 'https://app.example.test/__clerk' }, { cookies: { ...SIGNED_IN, __session: session({ iss: 'https://app.example.test/__clerk' }) } });
}
