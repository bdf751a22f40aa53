// People on the way to becoming users.

import { clerk, example, notFound } from '../harness.mjs';

const [get, update] = ['GET /sign_ups/{id}', 'PATCH /sign_ups/{id}'];
const begun = 'only the Frontend API begins a sign-up';
export const exempt = {
  [`${get} happy`]: begun,
  [`${get} foreign`]: begun,
  [`${update} happy`]: begun,
  [`${update} bad`]: begun,
  [`${update} foreign`]: begun,
};

example('a sign-up that is not there is not found', [get, update], async () => {
  await notFound(() => clerk.signUps.get('su_unknown'));
  await notFound(() => clerk.signUps.update({ signUpAttemptId: 'su_unknown', externalId: 'mine' }));
});
