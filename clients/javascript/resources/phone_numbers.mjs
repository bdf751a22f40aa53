// The phone numbers of users.

import assert from 'node:assert/strict';
import { clerk, example, freshNumber, newUser, notFound, other, refused, unchanged } from '../harness.mjs';

const one = '/phone_numbers/{phone_number_id}';
const { phoneNumbers } = clerk;
const newNumber = async (fields = {}) =>
  phoneNumbers.createPhoneNumber({ userId: (await newUser()).id, phoneNumber: freshNumber(), ...fields });

example('a number is added and found again', ['POST /phone_numbers', `GET ${one}`], async () => {
  const [{ id: userId }, value] = [await newUser(), freshNumber()];
  const written = value.replace(/^\+1(...)(...)(....)$/, '+1 ($1) $2-$3');
  const number = await phoneNumbers.createPhoneNumber({ userId, phoneNumber: written, verified: true });
  assert.deepEqual([number.phoneNumber, number.verification.status], [value, 'verified']);
  assert.deepEqual(await phoneNumbers.getPhoneNumber(number.id), number);
  assert.equal((await clerk.users.getUser(userId)).primaryPhoneNumberId, number.id);
  await notFound(() => phoneNumbers.getPhoneNumber('idn_unknown'));
});

example("a number that can't be is refused", ['POST /phone_numbers'], async () => {
  const { phoneNumber } = await newNumber();
  await refused(422, 'form_param_format_invalid', () => newNumber({ phoneNumber: '12' }));
  await refused(422, 'form_identifier_exists', () => newNumber({ phoneNumber }));
});

example('a verified number becomes a second factor', [`PATCH ${one}`], async () => {
  const { id } = await newNumber();
  const reserve = { reservedForSecondFactor: true };
  await refused(422, 'form_param_value_invalid', () => phoneNumbers.updatePhoneNumber(id, reserve));
  const changed = await phoneNumbers.updatePhoneNumber(id, { verified: true, ...reserve });
  assert.deepEqual([changed.reservedForSecondFactor, changed.defaultSecondFactor], [true, true]);
  await refused(422, 'form_param_type_invalid', () => phoneNumbers.updatePhoneNumber(id, { verified: 'perhaps' }));
});

example('a deleted number is gone', [`DELETE ${one}`, `GET ${one}`], async () => {
  const { id } = await newNumber();
  assert.equal((await phoneNumbers.deletePhoneNumber(id)).deleted, true);
  await notFound(() => phoneNumbers.getPhoneNumber(id));
  await notFound(() => phoneNumbers.deletePhoneNumber(id));
});

example('a number of another instance is not found', ['POST /phone_numbers', `GET ${one}`, `PATCH ${one}`, `DELETE ${one}`], async () => {
  const { id: userId, phoneNumbers: [{ id }] } = await newUser({ phoneNumber: [freshNumber()] }, other);
  await unchanged(() => other.users.getUser(userId), async () => {
    await notFound(() => newNumber({ userId }));
    await notFound(() => phoneNumbers.getPhoneNumber(id));
    await notFound(() => phoneNumbers.updatePhoneNumber(id, { verified: false }));
    await notFound(() => phoneNumbers.deletePhoneNumber(id));
  });
});
