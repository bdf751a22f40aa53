// An application on Express, as its guide says.

import { clerkClient, clerkMiddleware, getAuth } from '@clerk/express';
import express from 'express';

export async function start(port) {
  const app = express();
  app.use(clerkMiddleware());
  app.get('/public', (_, response) => response.json({ open: true }));
  app.get('/me', async (request, response) => {
    const { isAuthenticated, userId, sessionId, orgRole } = getAuth(request);
    if (!isAuthenticated) return response.status(401).json({});
    const { firstName } = await clerkClient.users.getUser(userId);
    return response.json({ userId, sessionId, orgRole, firstName });
  });
  const server = app.listen(port, 'localhost');
  await new Promise(resolve => server.once('listening', resolve));
  return () => server.close();
}
