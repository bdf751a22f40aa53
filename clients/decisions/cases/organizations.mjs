// URLs that are about an organization.

import { combinations, keys, request } from '../cases.mjs';
import { session } from '../tokens.mjs';

const ACTIVE = {
  none: {},
  'the one': { org_id: 'org_1', org_slug: 'acme', org_role: 'org:admin' },
  'the one, version 2': { v: 2, o: { id: 'org_1', slg: 'acme', rol: 'admin' } },
  another: { org_id: 'org_2', org_slug: 'umbrella', org_role: 'org:admin' },
};
const PATHS = ['/orgs/acme', '/ORGS/acme/', '/orgs/acme/a/b', '/orgs/', '/o/org_1', '/o/org_1/x', '/me', '/me/', '/me/a', '/any/acme', '/'];
const organizationSyncOptions = {
  organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)', '/o/:id', '/any/:other'],
  personalAccountPatterns: ['/me', '/me/(.*)'],
};

export function* cases() {
  const options = { ...keys('live'), organizationSyncOptions };
  for (const { active, path } of combinations({ active: Object.keys(ACTIVE), path: PATHS })) {
    const cookies = { __session: session(ACTIVE[active]), __client_uat: '1' };
    yield request(`organizations: ${active} is active at ${path}`, options, { cookies, url: `http://app.example.test${path}` });
  }
  const url = 'http://app.example.test/orgs/umbrella';
  const cookies = { __session: session(ACTIVE['the one']), __client_uat: '1' };
  yield request('organizations: no document', options, { cookies, url, headers: {} });
  yield request('organizations: by POST', options, { cookies, url, method: 'POST' });
  yield request('organizations: sent three times', options, { cookies: { ...cookies, __clerk_redirect_count: '3' }, url });
  yield request('organizations: out of step', options, { cookies: { __client_uat: '1' }, url });
  yield request('organizations: out of step at home', options, { cookies: { __client_uat: '1' }, url: 'http://app.example.test/me' });
}
