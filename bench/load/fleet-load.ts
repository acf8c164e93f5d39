import type { Excalibur } from "../servers.ts";
import type { Load } from "./closed-loop.ts";
import { executorRequests } from "./executors.ts";

/** So many executors with one key, each in its turn: no connection carries the same sync twice in a row. */
export function fleetLoad(server: Excalibur, executors: number): Load {
  const requests = executorRequests(server, executors);
  let next = 0;
  return { url: server.url, pid: server.pid, nextRequest: () => requests[next++ % executors] as Buffer };
}
