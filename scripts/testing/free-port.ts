import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Below the ports that systems give to connections and to listeners without a port of their own: 32,768 to 60,999 on
 * Linux, 49,152 to 65,535 elsewhere. So no other program gets the port by chance before it is used. Above 10,080, the last
 * one that browsers refuse.
 */
const FIRST = 11_000;
const END = 30_000;

/** A port of this machine that nothing listens at, also for a server that is stopped and started again. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, END);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") return false;
    throw error;
  }
  server.close();
  await once(server, "close");
  return true;
}
