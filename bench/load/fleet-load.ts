import type { Excalibur } from "../servers.ts";
import type { Load } from "./closed-loop.ts";
import { executorRequests } from "./executors.ts";

/** So many executors with one key, each in its turn over shared connections, as a proxy in front of the server shares them. */
export function fleetLoad(server: Pick<Excalibur, "url" | "pid" | "secret">, executors: number, path?: string): Load {
  const requests = executorRequests(server, executors, path);
  let next = 0;
  return { url: server.url, pid: server.pid, nextRequest: () => requests[next++ % executors] as Buffer };
}
