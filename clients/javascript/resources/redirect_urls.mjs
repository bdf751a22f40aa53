// Where users may be sent to after signing in.

import assert from 'node:assert/strict';
import { clerk, example, fresh, notFound, other, refused, unchanged } from '../harness.mjs';

const one = '/redirect_urls/{id}';
const { redirectUrls } = clerk;
const newUrl = (of = clerk) => of.redirectUrls.createRedirectUrl({ url: `https://app.example.com/${fresh()}` });

example('an address is added and found again', ['POST /redirect_urls', `GET ${one}`], async () => {
  const added = await newUrl();
  assert.deepEqual(await redirectUrls.getRedirectUrl(added.id), added);
  await notFound(() => redirectUrls.getRedirectUrl('ru_unknown'));
});

example("an address that can't be is refused", ['POST /redirect_urls'], async () => {
  const { url } = await newUrl();
  await refused(422, 'form_identifier_exists', () => redirectUrls.createRedirectUrl({ url }));
  await refused(422, 'form_param_format_invalid', () => redirectUrls.createRedirectUrl({ url: 'no address' }));
  await refused(422, 'form_param_value_invalid', () => redirectUrls.createRedirectUrl({ url: 'javascript://alert' }));
});

export const exempt = { 'GET /redirect_urls bad': 'the client can ask for no page' };
example('addresses are listed newest first', ['GET /redirect_urls'], async () => {
  const ids = [(await newUrl()).id, (await newUrl()).id];
  const { data, totalCount } = await redirectUrls.getRedirectUrlList();
  assert.deepEqual(data.slice(0, 2).map(url => url.id), ids.toReversed());
  assert.ok(totalCount >= 2);
});

example('a deleted address is gone', [`DELETE ${one}`, `GET ${one}`], async () => {
  const { id } = await newUrl();
  assert.equal((await redirectUrls.deleteRedirectUrl(id)).deleted, true);
  await notFound(() => redirectUrls.getRedirectUrl(id));
  await notFound(() => redirectUrls.deleteRedirectUrl(id));
});

example('an address of another instance is not found', [`GET ${one}`, `DELETE ${one}`], async () => {
  const { id } = await newUrl(other);
  await unchanged(() => other.redirectUrls.getRedirectUrl(id), async () => {
    await notFound(() => redirectUrls.getRedirectUrl(id));
    await notFound(() => redirectUrls.deleteRedirectUrl(id));
  });
});
