// npm's openid-client signs people in, through a real browser.

import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { allow, application, launch, newContext, shoot, signIn, watch } from './browser.mjs';

const { HOUSEKEY_URL: server, HOUSEKEY_SECRET_KEY: secretKey, HOUSEKEY_OTHER_SECRET_KEY: otherSecretKey, HOUSEKEY_CLIENT: environment } = process.env;
const oidc = createRequire(`${environment}/`)('openid-client');
const insecure = { execute: [oidc.allowInsecureRequests] };
const password = 'correct horse battery staple';

async function api(key, path, fields) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const answer = await fetch(`${server}/v1${path}`, { method: 'POST', headers, body: JSON.stringify(fields) });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
}

const newUser = (fields = {}, key = secretKey) =>
  api(key, '/users', { email_address: [`${randomUUID()}@example.com`], first_name: 'Ada', last_name: 'Lovelace', password, ...fields });
const emailOf = user => user.email_addresses[0].email_address;
const waiting = await application();
const newApplication = (fields = {}, key = secretKey) =>
  api(key, '/oauth_applications', { name: 'Notes', redirect_uris: [waiting.callback], scopes: 'profile email private_metadata', ...fields });

const issuerOf = made => made.discovery_url.replace('/.well-known/openid-configuration', '');
const discover = (made, authentication = oidc.ClientSecretBasic(made.client_secret), options = {}) =>
  oidc.discovery(new URL(issuerOf(made)), made.client_id, undefined, authentication, { ...insecure, ...options });

// What an application remembers while the browser is away.
async function begin(config, parameters = {}) {
  const checks = { pkceCodeVerifier: oidc.randomPKCECodeVerifier(), expectedState: oidc.randomState(), expectedNonce: oidc.randomNonce() };
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: waiting.callback,
    scope: 'openid profile email',
    code_challenge: await oidc.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...parameters,
  });
  return { url: url.href, checks: { ...checks, idTokenExpected: true } };
}

const refused = (call, code) =>
  assert.rejects(call, error => {
    assert.equal(error.error, code, String(error));
    return true;
  });

const browser = await launch();
let failed = 0;
async function example(sentence, run) {
  const context = await newContext(browser);
  const page = await context.newPage();
  const complaints = watch(page);
  try {
    await run(page, context);
    assert.deepEqual(complaints, []);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${sentence}\n`, error);
    await shoot(page, 'failed');
  } finally {
    await context.close();
  }
}

// Runs the browser through what `steps` does, and exchanges what comes back.
async function tokensFor(config, page, steps, parameters = {}) {
  const { url, checks } = await begin(config, parameters);
  const arrived = waiting.answer();
  await page.goto(url);
  await steps(page);
  return oidc.authorizationCodeGrant(config, (await arrived).url, checks);
}

await example('somebody signs in, says yes, and is known to the application', async page => {
  const user = await newUser({ private_metadata: { plan: 'pro' } });
  const config = await discover(await newApplication());
  const parameters = { scope: 'openid profile email private_metadata' };
  const tokens = await tokensFor(config, page, async () => {
    await shoot(page, 'sign-in');
    await signIn(page, emailOf(user), password);
    await page.getByText('View your email address').waitFor();
    await shoot(page, 'consent');
    await allow(page);
  }, parameters);
  const claims = tokens.claims();
  assert.deepEqual([claims.sub, claims.email, claims.email_verified, claims.name], [user.id, emailOf(user), true, 'Ada Lovelace']);
  const info = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
  assert.deepEqual([info.given_name, info.private_metadata], ['Ada', { plan: 'pro' }]);

  const seen = await oidc.tokenIntrospection(config, tokens.access_token);
  assert.deepEqual([seen.active, seen.sub], [true, user.id]);
  const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token);
  assert.notEqual(refreshed.refresh_token, tokens.refresh_token);
  await refused(() => oidc.refreshTokenGrant(config, tokens.refresh_token), 'invalid_grant');
  await refused(() => oidc.refreshTokenGrant(config, refreshed.refresh_token), 'invalid_grant');
  await assert.rejects(() => oidc.fetchUserInfo(config, refreshed.access_token, claims.sub), 'the family is gone');
});

await example('the second time, nothing is asked', async page => {
  const user = await newUser();
  const config = await discover(await newApplication(), oidc.ClientSecretPost((await newApplication()).client_secret)).catch(error => error);
  assert.ok(config instanceof oidc.Configuration, String(config));
  const made = await newApplication();
  const notes = await discover(made, oidc.ClientSecretPost(made.client_secret));
  await tokensFor(notes, page, async () => {
    await signIn(page, emailOf(user), password);
    await allow(page);
  });
  const again = await tokensFor(notes, page, async () => {}, { prompt: 'none', max_age: '3600' });
  assert.equal(again.claims().sub, user.id);
  await oidc.tokenRevocation(notes, again.access_token);
  await refused(() => oidc.refreshTokenGrant(notes, again.refresh_token), 'invalid_grant');
});

await example('a wrong password is told at the field, and a second factor is asked for', async page => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const user = await newUser({ totp_secret: secret, username: `u${randomUUID().slice(0, 8)}` });
  const config = await discover(await newApplication({ consent_screen_enabled: false }));
  const tokens = await tokensFor(config, page, async () => {
    await signIn(page, user.username, 'wrong');
    assert.match(await page.getByRole('alert').textContent(), /Incorrect credentials/);
    const field = page.getByLabel('Password');
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert.equal(await field.getAttribute('aria-describedby'), 'problem');
    assert.ok(await field.evaluate(input => input === input.ownerDocument.activeElement), 'the field has the focus');
    assert.equal(await page.getByLabel('Email address, phone number, or username').inputValue(), user.username);
    await shoot(page, 'wrong-password');
    await field.fill(password);
    await field.press('Enter');
    await page.getByRole('heading', { name: 'Verify your identity' }).waitFor();
    await shoot(page, 'second-factor');
    await page.getByLabel('Verification code').fill(totp(secret));
    await page.keyboard.press('Enter');
  });
  assert.equal(tokens.claims().sub, user.id);
});

await example('somebody who says no is not known', async page => {
  const user = await newUser();
  const config = await discover(await newApplication());
  const denied = tokensFor(config, page, async () => {
    await signIn(page, emailOf(user), password);
    await page.getByRole('button', { name: 'Deny' }).click();
  });
  await assert.rejects(denied, error => error.error === 'access_denied' || error.cause?.get?.('error') === 'access_denied');
});

await example('a public application has no secret, and any port of its own', async page => {
  const user = await newUser();
  const made = await newApplication({ public: true, redirect_uris: ['http://127.0.0.1/callback'] });
  const config = await discover(made, oidc.None());
  const tokens = await tokensFor(config, page, async () => {
    await signIn(page, emailOf(user), password);
    await allow(page);
  });
  assert.equal((await oidc.refreshTokenGrant(config, tokens.refresh_token)).token_type, 'bearer');
});

await example('an answer can come as a form', async page => {
  const user = await newUser();
  const config = await discover(await newApplication({ consent_screen_enabled: false }));
  const { url, checks } = await begin(config, { response_mode: 'form_post' });
  const arrived = waiting.answer();
  await page.goto(url);
  await signIn(page, emailOf(user), password);
  await page.getByRole('button', { name: 'Continue' }).click();
  const { form } = await arrived;
  const request = new Request(waiting.callback, { method: 'POST', body: form, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  assert.equal((await oidc.authorizationCodeGrant(config, request, checks)).claims().sub, user.id);
});

await example('a second instance is an issuer of its own', async page => {
  const user = await newUser({}, otherSecretKey);
  const made = await newApplication({}, otherSecretKey);
  const config = await discover(made, undefined, { algorithm: 'oauth2' });
  assert.equal(config.serverMetadata().issuer, issuerOf(made));
  assert.notEqual(issuerOf(made), server);
  const tokens = await tokensFor(await discover(made), page, async () => {
    await signIn(page, emailOf(user), password);
    await allow(page);
  });
  assert.equal(tokens.claims().iss, issuerOf(made));
  const first = await discover(await newApplication());
  await assert.rejects(() => oidc.fetchUserInfo(first, tokens.access_token, user.id), 'a token of another instance');
});

// RFC 6238, with base32 by hand.
function totp(secret) {
  const bits = [...secret].map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const word = digest.readUInt32BE(digest.at(-1) & 15) & 0x7fffffff;
  return String(word % 1_000_000).padStart(6, '0');
}

await browser.close();
waiting.close();
console.log(failed ? `  ${failed} failed` : '  all passed');
process.exit(failed ? 1 : 0);
