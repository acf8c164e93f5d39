import type { TestServer } from "./test-server.ts";

/** Lets no session end, for tests that move the time by more than one lasts. */
export async function keepSessions({ database }: TestServer): Promise<void> {
  await database.client.session.updateMany({ data: { expiresAt: new Date("2100-01-01") } });
}
