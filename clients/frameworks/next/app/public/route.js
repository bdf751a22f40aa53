export const GET = () => Response.json({ open: true });
