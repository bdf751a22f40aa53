// An application on Hono, as its guide says.

import { clerkMiddleware, getAuth } from '@clerk/hono';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

export async function start(port) {
  const app = new Hono();
  app.use('*', clerkMiddleware());
  app.get('/public', context => context.json({ open: true }));
  app.get('/me', async context => {
    const { isAuthenticated, userId, sessionId, orgRole } = getAuth(context);
    if (!isAuthenticated) return context.json({}, 401);
    const { firstName } = await context.get('clerk').users.getUser(userId);
    return context.json({ userId, sessionId, orgRole, firstName });
  });
  let server;
  await new Promise(resolve => (server = serve({ fetch: app.fetch, port, hostname: 'localhost' }, resolve)));
  return () => server.close();
}
