// The Backend API that both sides ask. It remembers nothing: what it answers stands in the secrets that it is asked with.

import { createServer } from 'node:http';
import { encode, keySet } from './tokens.mjs';

export const SECRET_KEY = 'sk_test_decisions';
export const LIVE_SECRET_KEY = 'sk_live_decisions';
/** A key that the API does not know. */
export const UNKNOWN_KEY = 'sk_test_unknown';

/** A secret that makes the peer answer so. A status of 0 makes it hang up. */
export const answering = (status, body) => encode({ status, body });
export const error = code => ({ errors: [{ code, message: code, long_message: code }], clerk_trace_id: '1' });

const read = secret => JSON.parse(Buffer.from(secret.replace(/^(ak|mt|m2m|oat)_/, ''), 'base64url').toString());

function answer(request, url, body) {
  if (request.headers.authorization === `Bearer ${UNKNOWN_KEY}`) return { status: 401, body: error('clerk_key_invalid') };
  const path = url.pathname.replace(/^\/v1/, '');
  if (path === '/jwks') return { status: 200, body: keySet };
  if (path === '/clients/handshake_payload') return read(url.searchParams.get('nonce'));
  if (/^\/sessions\/[^/]+\/refresh$/.test(path)) return read(body.refresh_token);
  if (path === '/api_keys/verify') return read(body.secret);
  if (path === '/m2m_tokens/verify') return read(body.token);
  if (path === '/oauth_applications/access_tokens/verify') return read(body.access_token);
  return { status: 404, body: error('resource_not_found') };
}

/** Starts the peer; answers its URL. */
export async function listen() {
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url, 'http://peer');
      const text = Buffer.concat(chunks).toString();
      const { status, body } = answer(request, url, text ? JSON.parse(text) : {});
      if (status === 0) return request.socket.destroy();
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return `http://127.0.0.1:${server.address().port}`;
}
