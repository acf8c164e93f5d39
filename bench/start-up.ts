import { fileURLToPath } from "node:url";
import { median } from "./median.ts";
import { serverEnvironment, startProcess } from "./servers.ts";

const MAIN = fileURLToPath(new URL("../apps/server/src/main.ts", import.meta.url));

/** Milliseconds from starting the server's process to its line that it is ready, on a database that exists. */
export async function measureStart(folder: string, rounds: number): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now();
    const server = await startProcess(MAIN, serverEnvironment(folder));
    times.push(performance.now() - startedAt);
    await server.stop();
  }
  return median(times);
}
