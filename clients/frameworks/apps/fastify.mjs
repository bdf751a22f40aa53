// An application on Fastify, as its guide says; and `apiUrl`, which the plugin does not take from the environment.

import { clerkClient, clerkPlugin, getAuth } from '@clerk/fastify';
import Fastify from 'fastify';

export async function start(port) {
  const app = Fastify();
  app.register(clerkPlugin, { apiUrl: process.env.CLERK_API_URL });
  app.get('/public', async () => ({ open: true }));
  app.get('/me', async (request, reply) => {
    const { isAuthenticated, userId, sessionId, orgRole } = getAuth(request);
    if (!isAuthenticated) return reply.code(401).send({});
    const { firstName } = await clerkClient.users.getUser(userId);
    return { userId, sessionId, orgRole, firstName };
  });
  await app.listen({ port, host: 'localhost' });
  return () => app.close();
}
