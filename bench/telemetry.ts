import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fleetLoad } from "./load/fleet-load.ts";
import { presentRates } from "./present-rates.ts";
import type { Section } from "./report.ts";
import { startExcalibur } from "./servers.ts";
import { takeTurns } from "./sync.ts";

/** They share the connections, as executors do behind a proxy. */
const EXECUTORS = 61;

/** What OpenTelemetry costs a warm sync: off, and on with a collector that takes everything. */
export async function benchTelemetry(rounds: number, seconds: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const taken = { exports: 0, bytes: 0 };
  const collector = createServer((request, response) => {
    taken.exports++;
    request.on("data", (chunk: Buffer) => (taken.bytes += chunk.length)).on("end", () => response.end());
  });
  await once(collector.listen(0, "127.0.0.1"), "listening");
  const { port } = collector.address() as AddressInfo;
  const off = await startExcalibur({ folder: join(folder, "off") });
  const on = await startExcalibur({
    folder: join(folder, "on"),
    more: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` },
  });
  const rates = await takeTurns(
    { "OpenTelemetry off": fleetLoad(off, EXECUTORS), "OpenTelemetry on": fleetLoad(on, EXECUTORS) },
    rounds,
    seconds,
  );
  await Promise.all([off.stop(), on.stop()]);
  collector.closeAllConnections();
  collector.close();
  await rm(folder, { recursive: true, force: true });
  if (taken.exports === 0) throw new Error("Nothing came to the collector: what was measured is no telemetry.");
  const megabytes = (taken.bytes / 1_000_000).toFixed(1);
  const how = `Warm: ${rounds} rounds of ${seconds} s of \`POST /v1/sync\`, ${EXECUTORS} executors that share 32 connections; the collector took ${taken.exports} exports, ${megabytes} MB.`;
  const { id, text } = presentRates("telemetry", how, rates);
  return { id, text };
}
