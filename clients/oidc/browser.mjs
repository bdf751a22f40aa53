// A person in front of a browser that runs no scripts: reads labels, types, presses keys.
//
// By hand: node browser.mjs 'AUTHORIZE_URL' 'CALLBACK' EMAIL PASSWORD prints the address that the browser was sent back to.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const { HOUSEKEY_CLIENT: environment, CHROMIUM: executablePath = '/usr/bin/chromium' } = process.env;
const { chromium } = createRequire(`${environment}/`)('playwright-core');
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const launch = () => chromium.launch({ executablePath, headless: true, args });
export const newContext = browser => browser.newContext({ javaScriptEnabled: false, viewport: { width: 700, height: 640 } });

// What the browser says of pages that broke their own policy. That a page was refused, or has no icon, is no complaint.
export function watch(page) {
  const complaints = [];
  const isComplaint = message => ['error', 'warning'].includes(message.type()) && !/status of 4\d\d/.test(message.text());
  page.on('console', message => isComplaint(message) && complaints.push(message.text()));
  page.on('pageerror', error => complaints.push(String(error)));
  return complaints;
}

// Where an application waits for its answer. Resolves with the address, and the form if there was one.
export async function application(port = 0) {
  let arrived;
  const server = createServer((request, answer) => {
    const chunks = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      answer.end('Welcome back');
      const url = new URL(request.url, `http://127.0.0.1:${server.address().port}`);
      if (url.pathname === '/callback') arrived?.({ url, form: Buffer.concat(chunks).toString() });
    });
  });
  await new Promise(resolve => server.listen(port, '127.0.0.1', resolve));
  return {
    callback: `http://127.0.0.1:${server.address().port}/callback`,
    answer: () => new Promise(resolve => (arrived = resolve)),
    close: () => server.close(),
  };
}

export async function shoot(page, name) {
  await page.screenshot({ path: `${environment}/${name}.png` });
}

// Signs in by the keyboard alone: the first field has the focus, Enter sends the form.
export async function signIn(page, identifier, password) {
  const name = page.getByLabel('Email address, phone number, or username');
  await name.fill(identifier);
  await name.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
}

export const allow = page => page.getByRole('button', { name: 'Allow' }).click();

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , url, callback, identifier, password] = process.argv;
  const { answer, close } = await application(Number(new URL(callback).port));
  const browser = await launch();
  try {
    const page = await (await newContext(browser)).newPage();
    const complaints = watch(page);
    const arrived = answer();
    await page.goto(url);
    await signIn(page, identifier, password);
    await allow(page);
    console.log((await arrived).url.href);
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
    close();
  }
}
