// Access tokens that applications are given once somebody has signed in and said yes.

import assert from 'node:assert/strict';
import { request } from 'node:http';
import { apiUrl, clerk, example, newUser, notFound, other, password, refused } from '../harness.mjs';

const verify = 'POST /oauth_applications/access_tokens/verify';
const revoke = 'POST /oauth_applications/{oauth_application_id}/revoke_token';
export const unknown = { 1: [verify] };
const { oauthApplications } = clerk;
const newApplication = (of = clerk) =>
  of.oauthApplications.create({ name: 'App', redirectUris: ['https://app.example.com/callback'], scopes: 'profile email' });

// A browser without scripts. It does not go through the `fetch` that the suite watches, since pages are no API.
class Browser {
  cookies = new Map();

  go(method, url, form) {
    const cookie = [...this.cookies].map(pair => pair.join('=')).join('; ');
    const headers = { cookie, ...(form && { 'content-type': 'application/x-www-form-urlencoded' }), ...form?.headers };
    return new Promise((resolve, reject) => {
      const sent = request(url, { method, headers }, answer => {
        const chunks = [];
        for (const line of answer.headers['set-cookie'] ?? []) this.cookies.set(...line.split(';')[0].split(/=(.*)/s));
        answer.on('data', chunk => chunks.push(chunk));
        answer.on('end', () => resolve({ url, answer, text: Buffer.concat(chunks).toString() }));
      });
      sent.on('error', reject).end(form ? new URLSearchParams(form.fields).toString() : undefined);
    });
  }

  async follow(page) {
    const { location } = page.answer.headers;
    return location?.startsWith(apiUrl) ? this.follow(await this.go('GET', location)) : page;
  }

  async send(page, fields) {
    const [, form_token] = page.text.match(/name="form_token" value="([^"]+)"/);
    return this.follow(await this.go('POST', page.url, { fields: { form_token, ...fields } }));
  }
}

// The tokens that an application is given once somebody signed in with a password and said yes.
async function newTokens(application) {
  const user = await newUser({ password, skipPasswordRequirement: false });
  const browser = new Browser();
  const query = new URLSearchParams({ response_type: 'code', client_id: application.clientId, scope: 'email', state: 's'.repeat(16) });
  let page = await browser.follow(await browser.go('GET', `${application.authorizeUrl}?${query}`));
  page = await browser.send(page, { identifier: user.emailAddresses[0].emailAddress, password, step: 'password' });
  page = await browser.send(page, { answer: 'allow' });
  const code = new URL(page.answer.headers.location).searchParams.get('code');
  const authorization = `Basic ${Buffer.from(`${application.clientId}:${application.clientSecret}`).toString('base64')}`;
  const fields = { grant_type: 'authorization_code', code };
  const { text } = await browser.go('POST', application.tokenFetchUrl, { fields, headers: { authorization } });
  return { user, tokens: JSON.parse(text) };
}

example('an access token authenticates a request', [verify], async () => {
  const application = await newApplication();
  const { user, tokens } = await newTokens(application);
  const authenticate = token =>
    clerk.authenticateRequest(new Request('https://api.example.com/', { headers: { authorization: `Bearer ${token}` } }), { acceptsToken: 'oauth_token' });
  const { userId, clientId, scopes } = (await authenticate(tokens.access_token)).toAuth();
  assert.deepEqual([userId, clientId, scopes], [user.id, application.clientId, ['email']]);
  assert.equal((await authenticate('oat_unknown')).isAuthenticated, false);
  assert.equal((await authenticate(tokens.refresh_token)).isAuthenticated, false);
});

example('a revoked token is gone', [revoke, verify], async () => {
  const [{ id: oauthApplicationId, ...application }, foreign] = [await newApplication(), await newApplication(other)];
  const { tokens } = await newTokens(application);
  const token = tokens.access_token;
  await notFound(() => oauthApplications.revokeToken({ oauthApplicationId: foreign.id, token }));
  await notFound(() => oauthApplications.revokeToken({ oauthApplicationId, token: 'oat_unknown' }));
  await refused(422, 'form_param_nil', () => oauthApplications.revokeToken({ oauthApplicationId, token: ' ' }));
  await oauthApplications.revokeToken({ oauthApplicationId, token: tokens.refresh_token });
  await refused(404, 'resource_not_found', () => clerk.idPOAuthAccessToken.verify(token));
});

example('what is no token is refused', [verify], async () => {
  await refused(422, 'form_param_missing', () => clerk.idPOAuthAccessToken.verify(' '));
});
