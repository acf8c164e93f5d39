import type { Excalibur } from "../servers.ts";
import type { Load } from "./closed-loop.ts";
import { wireRequest } from "./wire-connection.ts";

/** So many executors with one key, each in its turn: no connection carries the same sync twice in a row. */
export function fleetLoad({ url, pid, secret }: Excalibur, executors: number): Load {
  const headers = { "content-type": "application/json", authorization: `Bearer ${secret}` };
  const requests = Array.from({ length: executors }, (_, index) =>
    wireRequest(`${url}/v1/sync`, headers, JSON.stringify({ name: `fleet-${index}`, kind: "agent", version: "1.0.0" })),
  );
  let next = 0;
  return { url, pid, nextRequest: () => requests[next++ % executors] as Buffer };
}
