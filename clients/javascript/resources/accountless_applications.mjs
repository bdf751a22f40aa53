// Applications that nobody owns yet: what frameworks use when they are started without keys.

import assert from 'node:assert/strict';
import { clerk, client, example, newUser } from '../harness.mjs';

const both = ['POST /accountless_applications', 'POST /accountless_applications/complete'];

example('an application is created, used and claimed', both, async () => {
  const { __experimental_accountlessApplications: applications } = clerk;
  const { publishableKey, secretKey, claimUrl } = await applications.createAccountlessApplication();
  assert.match(publishableKey, /^pk_test_/);
  assert.ok(URL.canParse(claimUrl));
  const theirs = client(secretKey);
  assert.ok((await newUser({}, theirs)).id);
  const claimed = await theirs.__experimental_accountlessApplications.completeAccountlessApplicationOnboarding();
  assert.equal(claimed.publishableKey, publishableKey);
});
