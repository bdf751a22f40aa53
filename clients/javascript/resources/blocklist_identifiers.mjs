// Who may not sign up.

import assert from 'node:assert/strict';
import { clerk, example, fresh, notFound, other, refused, unchanged } from '../harness.mjs';

const one = ['DELETE /blocklist_identifiers/{identifier_id}'];
const { blocklistIdentifiers: list } = clerk;
const newEntry = (fields = {}, of = clerk) =>
  of.blocklistIdentifiers.createBlocklistIdentifier({ identifier: `${fresh()}@example.com`, ...fields });

example('an identifier is blocked and listed', ['POST /blocklist_identifiers', 'GET /blocklist_identifiers'], async () => {
  const { id, identifierType } = await newEntry();
  assert.equal(identifierType, 'email_address');
  const { data, totalCount } = await list.getBlocklistIdentifierList();
  assert.equal(data[0].id, id);
  assert.ok(totalCount >= 1);
});

example("an identifier that can't be is refused", ['POST /blocklist_identifiers'], async () => {
  const { identifier } = await newEntry();
  await refused(400, 'duplicate_record', () => newEntry({ identifier }));
  await refused(422, 'form_param_format_invalid', () => newEntry({ identifier: 'nobody' }));
});

example('an identifier is taken off', one, async () => {
  const { id } = await newEntry();
  assert.equal((await list.deleteBlocklistIdentifier(id)).deleted, true);
  await notFound(() => list.deleteBlocklistIdentifier(id));
});

example('an entry of another instance is not found', one, async () => {
  const { id } = await newEntry({}, other);
  const theirs = () => other.blocklistIdentifiers.getBlocklistIdentifierList();
  await unchanged(theirs, () => notFound(() => list.deleteBlocklistIdentifier(id)));
});
