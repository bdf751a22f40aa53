// Whether a proxy leads to the Frontend API.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { apiUrl, clerk, example, notFound, other, refused, secretKey } from '../harness.mjs';

const primary = async of => (await of.domains.list()).data[0].id;

// A proxy as an application runs one: it adds its own URL, a secret key and where the request came from.
async function withProxy(run) {
  const server = createServer(async (request, response) => {
    const headers = {
      'clerk-proxy-url': `http://${request.headers.host}/__clerk`,
      'clerk-secret-key': secretKey,
      'x-forwarded-for': request.socket.remoteAddress,
    };
    const answer = await fetch(apiUrl + request.url.replace('/__clerk', ''), { headers });
    response.writeHead(answer.status).end(await answer.text());
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  try {
    await run(`http://127.0.0.1:${server.address().port}/__clerk`);
  } finally {
    server.close();
  }
}

example('a proxy is asked, and what came of it is told', ['POST /proxy_checks'], async () => {
  const domainId = await primary(clerk);
  await withProxy(async proxyUrl => {
    const check = await clerk.proxyChecks.verify({ domainId, proxyUrl });
    assert.deepEqual([check.successful, check.proxyUrl], [true, proxyUrl]);
  });
  const nobody = await clerk.proxyChecks.verify({ domainId, proxyUrl: 'http://127.0.0.1:9/__clerk' });
  assert.equal(nobody.successful, false);
});

example('what is no proxy is refused', ['POST /proxy_checks'], async () => {
  const domainId = await primary(clerk);
  await refused(422, 'form_param_format_invalid', () => clerk.proxyChecks.verify({ domainId, proxyUrl: '/__clerk' }));
  await refused(422, 'form_param_missing', () => clerk.proxyChecks.verify({ proxyUrl: 'https://example.com/__clerk' }));
});

example('a domain of another instance is not found', ['POST /proxy_checks'], async () => {
  const check = { domainId: await primary(other), proxyUrl: 'https://example.com/__clerk' };
  await notFound(() => clerk.proxyChecks.verify(check));
});
