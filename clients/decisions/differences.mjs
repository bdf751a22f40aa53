// Where our side decides otherwise on purpose, by the names of the cases. `is` says what it must decide instead.

const signedOut = reason => ours => ours.status === 'signed-out' && ours.reason === reason && !ours.location && !ours.who;

/** The official client throws an error, which stops the page. Ours has no errors but reasons. */
const noError = reason => ({
  why: 'it is signed out instead of an error',
  is: (ours, official) => official.status === 'throws' && signedOut(reason)(ours),
});

const UNREADABLE = { 'of another key': 'jwk-kid-mismatch', 'of a template': 'token-invalid', 'of an application': 'token-invalid', nonsense: 'token-invalid' };
const handshakes = Object.entries(UNREADABLE).flatMap(([token, reason]) =>
  ['in the query', 'in a cookie'].map(place => [`handshakes: test, a token ${token}, ${place}`, noError(reason)]));

export const differences = new Map([
  ['documents: sent 4 times', { why: 'three redirects in a row are enough, whoever counted further', is: signedOut('client-uat-but-no-session-token') }],
  ['headers: lower case', { why: 'names of schemes have no case (RFC 9110, 11.1)', is: ours => ours.status === 'signed-in' && ours.who.subject === 'user_ada' }],
  ['headers: pending', { why: 'a pending session counts as signed out at once, not in `toAuth()` only', is: signedOut('session-not-active') }],
  ['headers: asked {"authorizedParties":[]}, told {}', { why: 'nobody is authorized by an empty list', is: signedOut('token-invalid-authorized-parties') }],
  ['machines: a machine by its older prefix', { why: 'the clients for Python and C# know m2m_ as well', is: ours => ours.status === 'signed-in' && ours.who.kind === 'm2m_token' }],
  ...['api_key', 'm2m_token', 'oauth_token'].map(kind => [`machines: ${kind} revoked`, { why: 'what the server calls revoked does not hold', is: signedOut('token-invalid') }]),
  ...handshakes,
]);
