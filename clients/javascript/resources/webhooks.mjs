// The instance's webhook service.

import assert from 'node:assert/strict';
import { clerk, example } from '../harness.mjs';

const all = ['POST /webhooks/svix', 'POST /webhooks/svix_url', 'DELETE /webhooks/svix'];
example('the service is turned on, shown and turned off', all, async () => {
  const { svix_url: page } = await clerk.webhooks.createSvixApp();
  assert.ok(URL.canParse(page));
  const links = [await clerk.webhooks.generateSvixAuthURL(), await clerk.webhooks.generateSvixAuthURL()];
  assert.notEqual(links[0].svix_url, links[1].svix_url);
  await clerk.webhooks.deleteSvixApp();
});
