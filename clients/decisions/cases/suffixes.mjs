// Which cookies speak for the browser: those of the instance or the plain ones.

import { combinations, keys, request, suffixed } from '../cases.mjs';
import { NOW, session } from '../tokens.mjs';

const PLAIN = {
  none: undefined,
  older: session({ sub: 'user_plain', iat: NOW - 20 }),
  newer: session({ sub: 'user_plain', iat: NOW - 1 }),
  foreign: session({ sub: 'user_plain', iss: 'https://clerk.other.test' }),
};
const OWN = { none: undefined, good: session({ sub: 'user_own' }), expired: session({ sub: 'user_own', iat: NOW - 120, exp: NOW - 60 }) };
const CHANGES = [undefined, '0', String(NOW - 60)];

export function* cases() {
  const choices = { kind: ['test', 'live'], plain: Object.keys(PLAIN), own: Object.keys(OWN), plainChange: CHANGES, ownChange: CHANGES };
  for (const { kind, plain, own, plainChange, ownChange } of combinations(choices)) {
    const cookies = {
      __session: PLAIN[plain], __client_uat: plainChange, __clerk_db_jwt: 'plain',
      [suffixed(kind, '__session')]: OWN[own], [suffixed(kind, '__client_uat')]: ownChange, [suffixed(kind, '__clerk_db_jwt')]: 'own',
    };
    yield request(`suffixes: ${kind}, plain ${plain} ${plainChange}, own ${own} ${ownChange}`, keys(kind), { cookies });
  }
}
