// The e-mail addresses of users.

import assert from 'node:assert/strict';
import { clerk, example, fresh, newUser, notFound, other, refused, unchanged } from '../harness.mjs';

const one = '/email_addresses/{email_address_id}';
const { emailAddresses } = clerk;
const newAddress = async (fields = {}) =>
  emailAddresses.createEmailAddress({ userId: (await newUser()).id, emailAddress: `${fresh()}@example.com`, ...fields });

example('an address is added and found again', ['POST /email_addresses', `GET ${one}`], async () => {
  const [{ id: userId }, value] = [await newUser(), `${fresh()}@example.com`];
  const address = await emailAddresses.createEmailAddress({ userId, emailAddress: value.toUpperCase(), verified: true });
  assert.deepEqual([address.emailAddress, address.verification.status], [value, 'verified']);
  assert.deepEqual(await emailAddresses.getEmailAddress(address.id), address);
  await notFound(() => emailAddresses.getEmailAddress('idn_unknown'));
});

example("an address that can't be is refused", ['POST /email_addresses'], async () => {
  const { id: userId, emailAddresses: [{ emailAddress }] } = await newUser();
  await refused(422, 'form_param_format_invalid', () => newAddress({ userId, emailAddress: 'nobody' }));
  await refused(422, 'form_identifier_exists', () => newAddress({ userId, emailAddress }));
});

example('a verified address becomes primary', [`PATCH ${one}`], async () => {
  const { id: userId } = await newUser();
  const { id } = await newAddress({ userId });
  await refused(400, 'bad_request', () => emailAddresses.updateEmailAddress(id, { primary: true }));
  await emailAddresses.updateEmailAddress(id, { verified: true, primary: true });
  assert.equal((await clerk.users.getUser(userId)).primaryEmailAddressId, id);
  await refused(400, 'bad_request', () => emailAddresses.updateEmailAddress(id, { verified: false }));
  await refused(422, 'form_param_type_invalid', () => emailAddresses.updateEmailAddress(id, { verified: 'perhaps' }));
});

example('a deleted address is gone and free', [`DELETE ${one}`, `GET ${one}`], async () => {
  const { id, emailAddress } = await newAddress();
  assert.equal((await emailAddresses.deleteEmailAddress(id)).deleted, true);
  await notFound(() => emailAddresses.getEmailAddress(id));
  await notFound(() => emailAddresses.deleteEmailAddress(id));
  assert.notEqual((await newAddress({ emailAddress })).id, id);
});

example('an address of another instance is not found', ['POST /email_addresses', `GET ${one}`, `PATCH ${one}`, `DELETE ${one}`], async () => {
  const { id: userId, emailAddresses: [{ id }] } = await newUser({}, other);
  await unchanged(() => other.users.getUser(userId), async () => {
    await notFound(() => newAddress({ userId }));
    await notFound(() => emailAddresses.getEmailAddress(id));
    await notFound(() => emailAddresses.updateEmailAddress(id, { verified: true }));
    await notFound(() => emailAddresses.deleteEmailAddress(id));
  });
});

example('the same address may be in two instances', ['POST /email_addresses'], async () => {
  const { emailAddresses: [{ emailAddress }] } = await newUser({}, other);
  assert.equal((await newAddress({ emailAddress })).emailAddress, emailAddress);
});
