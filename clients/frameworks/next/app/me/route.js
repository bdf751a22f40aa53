import { auth, clerkClient } from '@clerk/nextjs/server';

export async function GET() {
  const { isAuthenticated, userId, sessionId, orgRole } = await auth();
  if (!isAuthenticated) return Response.json({}, { status: 401 });
  const { firstName } = await (await clerkClient()).users.getUser(userId);
  return Response.json({ userId, sessionId, orgRole, firstName });
}
