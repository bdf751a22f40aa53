// An application on Next.js: the folder next/, built before.

import { spawn } from 'node:child_process';
import { once } from 'node:events';

function next(...arguments_) {
  const [command, ...options] = arguments_;
  return spawn('node', ['node_modules/next/dist/bin/next', command, 'next', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
}

export async function start(port) {
  const build = next('build');
  build.stdout.resume();
  const [status] = await once(build, 'exit');
  if (status !== 0) throw new Error('next build failed');
  const server = next('start', '--port', port);
  await new Promise((resolve, reject) => {
    server.stdout.on('data', data => `${data}`.includes('Ready') && resolve());
    server.on('exit', code => reject(new Error(`next start ended with ${code}`)));
  });
  return () => server.kill();
}
