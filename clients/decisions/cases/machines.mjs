// Tokens of machines, where they are accepted and where they are not.

import { DOCUMENT, combinations, keys, request } from '../cases.mjs';
import { UNKNOWN_KEY, answering, error } from '../peer.mjs';
import { CATEGORIES, NOW, machine, oauth, session } from '../tokens.mjs';

const common = { revoked: false, revocation_reason: null, expired: false, expiration: null, created_at: 1, updated_at: 1 };
const apiKey = { object: 'api_key', id: 'ak_id', type: 'api_key', subject: 'user_ada', name: 'Script', scopes: ['read'], claims: { a: 1 }, ...common };
const m2m = { object: 'machine_to_machine_token', id: 'mt_id', subject: 'mch_1', scopes: ['mch_2'], claims: null, ...common };
const access = { object: 'clerk_idp_oauth_access_token', id: 'oat_id', client_id: 'client_1', type: 'oauth:access_token', subject: 'user_ada', scopes: ['email', 'profile'], ...common };

const TOKENS = {
  none: undefined,
  'a session': session(),
  'an expired session': session({ exp: NOW - 60 }),
  'a template': session({}, { cat: CATEGORIES.template }),
  nonsense: 'nonsense',
  'an API key': `ak_${answering(200, apiKey)}`,
  "an organization's API key": `ak_${answering(200, { ...apiKey, subject: 'org_1', claims: null })}`,
  'an unknown API key': `ak_${answering(404, error('resource_not_found'))}`,
  'a machine': `mt_${answering(200, m2m)}`,
  'an unknown machine': `mt_${answering(404, error('resource_not_found'))}`,
  'a machine, signed': machine(),
  'a machine, signed and expired': machine({ exp: NOW - 60 }),
  'an application': `oat_${answering(200, access)}`,
  'an unknown application': `oat_${answering(404, error('resource_not_found'))}`,
  'an application, signed': oauth(),
  'an application, signed and expired': oauth({ exp: NOW - 60 }),
};

const ACCEPTED = [
  undefined, 'session_token', 'api_key', 'm2m_token', 'oauth_token', 'any', ['session_token'], ['api_key'],
  ['session_token', 'api_key'], ['m2m_token', 'oauth_token'], ['session_token', 'api_key', 'm2m_token', 'oauth_token'],
];

const told = accepted => (Array.isArray(accepted) ? `one of ${accepted}` : accepted ?? 'nothing');
const bearer = token => (token === undefined ? DOCUMENT : { ...DOCUMENT, authorization: `Bearer ${token}` });

export function* cases() {
  for (const { token, accepted } of combinations({ token: Object.keys(TOKENS), accepted: ACCEPTED })) {
    const options = { ...keys('live'), ...(accepted ? { acceptsToken: accepted } : {}) };
    yield request(`machines: ${token} where ${told(accepted)} is accepted`, options, { headers: bearer(TOKENS[token]) });
  }
  const withCookies = { cookies: { __session: session(), __client_uat: '1' } };
  for (const accepted of ACCEPTED) {
    yield request(`machines: cookies where ${told(accepted)} is accepted`, { ...keys('live'), ...(accepted ? { acceptsToken: accepted } : {}) }, withCookies);
  }
  const answers = { refused: answering(401, error('clerk_key_invalid')), forbidden: answering(403, error('no')), failed: answering(500, {}), lost: answering(0) };
  for (const [prefix, kind] of [['ak', 'api_key'], ['mt', 'm2m_token'], ['oat', 'oauth_token']]) {
    for (const [name, answer] of Object.entries(answers)) {
      yield request(`machines: ${kind} ${name}`, { ...keys('live'), acceptsToken: kind }, { headers: bearer(`${prefix}_${answer}`) });
    }
    yield request(`machines: ${kind} with a wrong secret key`, { ...keys('live'), secretKey: UNKNOWN_KEY, acceptsToken: kind }, { headers: bearer(`${prefix}_${answering(200, apiKey)}`) });
    yield request(`machines: ${kind} revoked`, { ...keys('live'), acceptsToken: kind }, { headers: bearer(`${prefix}_${answering(200, { ...access, revoked: true })}`) });
  }
  const signed = {
    'a machine without claims': machine({ scopes: undefined, jti: undefined }), 'a machine with an audience': machine({ scopes: undefined, aud: ['mch_2'] }),
    'a machine with claims': machine({ scopes: undefined, plan: 'pro', nested: { a: [1] } }), 'a machine of no category': machine({}, { cat: undefined }),
    'a machine of the category session': machine({}, { cat: CATEGORIES.session }), 'a machine of the category ignore': machine({}, { cat: CATEGORIES.ignore }),
    'a machine of another type': machine({}, { typ: 'at+jwt' }), 'a machine of an unknown key': machine({}, { kid: 'ins_other' }), 'a tampered machine': machine().replace(/.{8}$/, 'AAAAAAAA'),
    'a machine from the future': machine({ iat: NOW + 60 }), 'a machine in HS256': machine({}, { alg: 'HS256' }),
    'an application with scp': oauth({ scp: ['a', 'b'] }), 'an application without scopes': oauth({ scope: undefined }), 'an application by its long type': oauth({}, { typ: 'application/at+jwt' }),
    'an application for a': oauth({ aud: 'https://a.test' }), 'an application for a and b': oauth({ aud: ['https://b.test', 'https://a.test'] }), 'an application for b': oauth({ aud: 'https://b.test' }),
    'an application for nobody': oauth({ aud: [] }), 'a tampered application': oauth().replace(/.{8}$/, 'AAAAAAAA'), 'an application without a subject': oauth({ sub: undefined }),
    'an application in the name of another': oauth({ act: { sub: 'user_bo' } }),
  };
  for (const [name, token] of Object.entries(signed)) {
    for (const networkless of [false, true]) {
      yield request(`machines: ${name}${networkless ? ', networkless' : ''}`, { ...keys('live'), networkless, acceptsToken: 'any' }, { headers: bearer(token) });
    }
    yield request(`machines: ${name}, asked for a`, { ...keys('live'), audience: ['https://a.test'], acceptsToken: ['oauth_token', 'm2m_token'] }, { headers: bearer(token) });
    yield request(`machines: ${name} as a session`, keys('live'), { headers: bearer(token) });
  }
  for (const aud of [undefined, ['https://a.test'], ['https://b.test']]) {
    const token = `oat_${answering(200, { ...access, aud })}`;
    yield request(`machines: an opaque application for ${aud}, asked for a`, { ...keys('live'), audience: ['https://a.test'], acceptsToken: 'oauth_token' }, { headers: bearer(token) });
  }
  yield request('machines: a machine by its older prefix', { ...keys('live'), acceptsToken: 'm2m_token' }, { headers: bearer(`m2m_${answering(200, m2m)}`) });
}
