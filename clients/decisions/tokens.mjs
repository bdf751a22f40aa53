// The keys of an instance and what it signs with them.

import { createSign, generateKeyPairSync } from 'node:crypto';

/** The moment of all cases, in seconds. */
export const NOW = 1_800_000_000;
export const HOST = 'clerk.example.test';

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const ours = { kid: 'ins_ours', ...rsa() };
const theirs = { kid: 'ins_theirs', ...rsa() };

export const pem = ours.publicKey.export({ type: 'spki', format: 'pem' });
export const keySet = { keys: [{ ...ours.publicKey.export({ format: 'jwk' }), kid: ours.kid, alg: 'RS256', use: 'sig' }] };

export const encode = value => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
export const publishableKey = (kind, host = HOST) => `pk_${kind}_${Buffer.from(`${host}$`).toString('base64')}`;

function sign(header, payload, key) {
  const message = `${encode(header)}.${encode(payload)}`;
  return `${message}.${createSign('RSA-SHA256').update(message).sign(key.privateKey, 'base64url')}`;
}

const without = object => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

/** A session's token that holds now, changed by `claims` and `header`; undefined takes a member away. */
export function session(claims = {}, header = {}, key = ours) {
  const ordinary = {
    sub: 'user_ada', sid: 'sess_1', iss: `https://${HOST}`, azp: 'https://app.example.test',
    iat: NOW - 10, nbf: NOW - 20, exp: NOW + 50, jti: '1',
  };
  return sign(without({ alg: 'RS256', kid: key.kid, typ: 'JWT', ...header }), without({ ...ordinary, ...claims }), key);
}

export const foreign = (claims = {}) => session(claims, {}, theirs);
export const tampered = () => session().replace(/.{8}$/, 'AAAAAAAA');
/** A token that the key of another instance has signed in the name of ours. */
export const forged = (claims = {}) => session(claims, { kid: ours.kid }, theirs);

export const CATEGORIES = { template: 'cl_B7d4PD222AAA', machine: 'cl_B7d4PD333AAA', session: 'cl_B7d4PD111AAA', ignore: 'cl_I7d4PD111III' };

/** A machine's token. */
export const machine = (claims = {}, header = {}) =>
  sign(without({ alg: 'RS256', kid: ours.kid, typ: 'JWT', cat: CATEGORIES.machine, ...header }),
    without({ sub: 'mch_1', jti: 'mt_1', iat: NOW - 10, exp: NOW + 50, scopes: 'mch_2 mch_3', ...claims }), ours);

/** An OAuth access token. */
export const oauth = (claims = {}, header = {}) =>
  sign(without({ alg: 'RS256', kid: ours.kid, typ: 'at+jwt', ...header }),
    without({ sub: 'user_ada', client_id: 'client_1', jti: 'oat_1', iat: NOW - 10, exp: NOW + 50, scope: 'profile email', ...claims }), ours);

/** What a handshake brings along in a cookie or in the query. */
export const handshake = (directives, header = {}, key = ours) =>
  sign(without({ alg: 'RS256', kid: key.kid, typ: 'JWT', ...header }), { handshake: directives }, key);
export const foreignHandshake = directives => handshake(directives, {}, theirs);
