import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "./median.ts";
import { describeMachine } from "./machine.ts";
import type { Section } from "./report.ts";
import { MAIN, serverEnvironment, startProcess } from "./servers.ts";

/** Milliseconds from starting the server's process to its line that it is ready, on a database that exists. */
export async function benchStartUp(rounds: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const times: number[] = [];
  // The first start makes the database and is not counted.
  for (let round = 0; round <= rounds; round++) {
    const startedAt = performance.now();
    const server = await startProcess(MAIN, [], serverEnvironment({ folder }));
    if (round > 0) times.push(performance.now() - startedAt);
    await server.stop();
  }
  await rm(folder, { recursive: true, force: true });
  const text = `The server's process is ready ${Math.round(median(times))} ms after it was started (median of ${rounds}). ${describeMachine()}`;
  return { id: "start-up", text };
}
