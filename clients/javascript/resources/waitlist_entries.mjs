// People who wait to be let in.

import assert from 'node:assert/strict';
import { clerk, example, fresh, notFound, other, refused, unchanged } from '../harness.mjs';

const one = '/waitlist_entries/{waitlist_entry_id}';
const bulk = 'POST /waitlist_entries/bulk';
const [remove, invite, reject] = [`DELETE ${one}`, `POST ${one}/invite`, `POST ${one}/reject`];
export const unknown = { 1: [bulk, remove, invite, reject] };
const { waitlistEntries } = clerk;
const newAddress = () => `${fresh()}@example.com`;
const newEntry = (of = clerk) => of.waitlistEntries.create({ emailAddress: newAddress(), notify: false });

example('somebody waits and is listed', ['POST /waitlist_entries', 'GET /waitlist_entries'], async () => {
  const { id, status, emailAddress } = await newEntry();
  assert.equal(status, 'pending');
  const { data, totalCount } = await waitlistEntries.list({ query: emailAddress });
  assert.deepEqual([data.map(entry => entry.id), totalCount], [[id], 1]);
  assert.equal((await waitlistEntries.create({ emailAddress })).id, id);
});

example("an entry that can't be is refused", ['POST /waitlist_entries', 'GET /waitlist_entries'], async () => {
  await refused(422, 'form_param_format_invalid', () => waitlistEntries.create({ emailAddress: 'nobody' }));
  await refused(422, 'form_param_value_invalid', () => waitlistEntries.list({ orderBy: 'shoe_size' }));
});

example('several wait at once', [bulk], async () => {
  const all = [{ emailAddress: newAddress() }, { emailAddress: newAddress() }];
  const entries = await waitlistEntries.createBulk(all);
  assert.deepEqual(entries.map(({ emailAddress }) => ({ emailAddress })), all);
  await refused(422, 'form_param_format_invalid', () => waitlistEntries.createBulk([{ emailAddress: 'nobody' }]));
});

example('who waits is invited or rejected', [invite, reject], async () => {
  const { id } = await newEntry();
  assert.equal((await waitlistEntries.invite(id)).status, 'invited');
  await refused(409, 'waitlist_entry_already_invited', () => waitlistEntries.invite(id));
  assert.equal((await waitlistEntries.reject(id)).status, 'rejected');
  await refused(409, 'waitlist_entry_already_rejected', () => waitlistEntries.reject(id));
});

example('who waits is taken off', [remove], async () => {
  const { id } = await newEntry();
  assert.equal((await waitlistEntries.delete(id)).deleted, true);
  await notFound(() => waitlistEntries.delete(id));
});

example('an entry of another instance is not found', [invite, reject, remove], async () => {
  const { id } = await newEntry(other);
  await unchanged(() => other.waitlistEntries.list({ limit: 500 }), async () => {
    await notFound(() => waitlistEntries.invite(id));
    await notFound(() => waitlistEntries.reject(id));
    await notFound(() => waitlistEntries.delete(id));
  });
});
