// Who may sign up where only those on a list may.

import assert from 'node:assert/strict';
import { clerk, example, fresh, notFound, other, refused, unchanged } from '../harness.mjs';

const one = ['DELETE /allowlist_identifiers/{identifier_id}'];
const { allowlistIdentifiers: list } = clerk;
const newEntry = (fields = {}, of = clerk) =>
  of.allowlistIdentifiers.createAllowlistIdentifier({ identifier: `${fresh()}@example.com`, notify: false, ...fields });

example('an identifier is allowed and listed', ['POST /allowlist_identifiers', 'GET /allowlist_identifiers'], async () => {
  const entry = await newEntry({ notify: true });
  assert.equal(entry.identifierType, 'email_address');
  assert.ok(entry.invitationId);
  const pattern = await newEntry({ identifier: `*@${fresh()}.example` });
  const { data, totalCount } = await list.getAllowlistIdentifierList({ limit: 2 });
  assert.deepEqual(data.map(({ id }) => id), [pattern.id, entry.id]);
  assert.ok(totalCount >= 2);
});

example("an identifier that can't be is refused", ['POST /allowlist_identifiers', 'GET /allowlist_identifiers'], async () => {
  const { identifier } = await newEntry();
  await refused(400, 'duplicate_record', () => newEntry({ identifier }));
  await refused(422, 'form_param_format_invalid', () => newEntry({ identifier: 'nobody' }));
  await refused(422, 'form_param_value_invalid', () => list.getAllowlistIdentifierList({ limit: 501 }));
});

example('an identifier is taken off', one, async () => {
  const { id } = await newEntry();
  assert.equal((await list.deleteAllowlistIdentifier(id)).deleted, true);
  await notFound(() => list.deleteAllowlistIdentifier(id));
});

example('an entry of another instance is not found', one, async () => {
  const { id } = await newEntry({}, other);
  const theirs = () => other.allowlistIdentifiers.getAllowlistIdentifierList({ limit: 500 });
  await unchanged(theirs, () => notFound(() => list.deleteAllowlistIdentifier(id)));
});
