import { once } from "node:events";
import { createServer } from "node:net";
import type { Config } from "../config.ts";
import { listeningProblem } from "../start-problems.ts";
import type { Finding } from "./finding.ts";

/** Checks that the server may listen at its address: listens there for a moment, unless a process already does. */
export async function checkListening({ host, port }: Config): Promise<Finding[]> {
  const server = createServer();
  try {
    server.listen({ host, port });
    await once(server, "listening");
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    if (!isTaken) throw listeningProblem(error, { host, port });
    const words = `Port ${port} is in use. That is well if it is the server itself that uses it.`;
    return [{ is: "note", words }];
  }
  server.close();
  await once(server, "close");
  return [{ is: "ok", words: `The server may listen on ${host}, port ${port}.` }];
}
