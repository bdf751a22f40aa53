// A receiver that checks webhooks as applications do, and a person who sets it up on the page of the webhook service.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { launch, newContext, watch } from '../oidc/browser.mjs';

const { HOUSEKEY_URL: apiUrl, HOUSEKEY_SECRET_KEY: secretKey, HOUSEKEY_CLIENT: environment } = process.env;
const require = createRequire(`${environment}/`);
const { createClerkClient } = require('@clerk/backend');
const { verifyWebhook } = require('@clerk/backend/webhooks');
const libraries = { svix: require('svix').Webhook, standardwebhooks: require('standardwebhooks').Webhook };
const clerk = createClerkClient({ secretKey, apiUrl, telemetry: { disabled: true } });

// Notes all that comes, and answers with 200 where nothing else was asked for.
const heard = [];
const answers = [];
const receiver = createServer((request, answer) => {
  const chunks = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('end', () => {
    heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    answer.writeHead(answers.shift() ?? 200).end('Thank you');
  });
});
await new Promise(resolve => receiver.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${receiver.address().port}/hook`;

async function hears(count) {
  for (let tries = 0; heard.length < count; tries++) {
    assert.ok(tries < 300, `${count} messages should have come; there were ${heard.length}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  assert.equal(heard.length, count);
  return heard[count - 1];
}

const asRequest = ({ headers, body }) => new Request(url, { method: 'POST', headers, body });

// Every library takes what came, and nothing that differs from it.
async function check(message, signingSecret) {
  const event = await verifyWebhook(asRequest(message), { signingSecret });
  for (const Webhook of Object.values(libraries)) new Webhook(signingSecret).verify(message.body, message.headers);
  const forged = { ...message, body: message.body.replace('user', 'User') };
  await assert.rejects(verifyWebhook(asRequest(forged), { signingSecret }));
  for (const [name, Webhook] of Object.entries(libraries)) {
    assert.throws(() => new Webhook(signingSecret).verify(forged.body, forged.headers), undefined, name);
  }
  return event;
}

const newUser = firstName => clerk.users.createUser({ firstName, skipPasswordRequirement: true, username: `${firstName}_${process.pid}`.toLowerCase() });

const browser = await launch();
try {
  const page = await (await newContext(browser)).newPage();
  const complaints = watch(page);
  const press = name => page.getByRole('button', { name, exact: true }).click();
  const secretAfter = async name => {
    await press(name);
    return page.getByRole('status').locator('code').innerText();
  };
  const { svix_url: link } = await clerk.webhooks.createSvixApp();
  await page.goto(link);
  await press('Continue');
  await page.getByLabel('URL').fill(url);
  await page.getByLabel('Description').fill('The application');
  await press('Add endpoint');
  const secret = await secretAfter('Show');
  assert.match(secret, /^whsec_/);

  const ada = await newUser('Ada');
  const created = await check(await hears(1), secret);
  assert.deepEqual([created.type, created.data.id, created.data.first_name], ['user.created', ada.id, 'Ada']);
  assert.ok(created.event_attributes.http_request.user_agent.startsWith('@clerk/backend'));

  // What fails comes again, as the same message.
  answers.push(503);
  await clerk.users.updateUser(ada.id, { lastName: 'Lovelace' });
  const failed = await hears(2);
  const again = await hears(3);
  assert.equal(failed.headers['svix-id'], again.headers['svix-id']);
  assert.equal((await check(again, secret)).type, 'user.updated');

  // The page shows what was sent and answered, and sends it again.
  await page.reload();
  await page.getByRole('link', { name: again.headers['svix-id'] }).click();
  const shown = await page.locator('main').innerText();
  for (const part of ['user.updated', 'Lovelace', 'Status 503', 'Status 200', 'Thank you']) assert.ok(shown.includes(part), part);
  await press('Resend');
  const replayed = await hears(4);
  assert.deepEqual([replayed.headers['svix-id'], replayed.body], [again.headers['svix-id'], again.body]);

  // With the new secret and, for a day, with the one before.
  const rotated = await secretAfter('Rotate');
  assert.notEqual(rotated, secret);
  await page.getByLabel('user.deleted').check();
  await press('Save');
  await clerk.users.updateUser(ada.id, { lastName: 'King' });
  await clerk.users.deleteUser(ada.id);
  const deleted = await hears(5);
  assert.deepEqual((await check(deleted, rotated)).data, { id: ada.id, object: 'user', deleted: true });
  await check(deleted, secret);

  await press('Delete');
  assert.ok((await page.locator('main').innerText()).includes('No endpoints yet'));
  await newUser('Grace');
  await clerk.webhooks.deleteSvixApp();
  assert.equal(heard.length, 5);
  assert.deepEqual(complaints, []);
  console.log('  5 messages checked by 3 libraries');
} finally {
  await browser.close();
  receiver.closeAllConnections();
  receiver.close();
}
