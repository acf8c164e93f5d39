import type { SyncOutcome } from "@excalibur/api/server";
import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";

/** What the server counts, as Prometheus text. Labels come from closed lists only: never a name, an id or an address. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  readonly sync: (outcome: SyncOutcome) => void;
  readonly syncRequest: (way: "lane" | "stock") => void;
  readonly credentialLookUp: (how: "hit" | "miss") => void;
  readonly presenceRowsWritten: (rows: number) => void;
}

/** What is measured when the metrics are read. */
interface Levels {
  readonly cachedCredentials: () => number;
  readonly liveSubscriptions: () => number;
}

export function createMetrics({ cachedCredentials, liveSubscriptions }: Levels): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const sync = tally(registry, "outcome", {
    name: "excalibur_syncs_total",
    help: "Syncs by outcome: accepted, or the reason of the refusal.",
  });
  const syncRequest = tally(registry, "way", {
    name: "excalibur_sync_requests_total",
    help: "Requests for one sync by the way they took: the fast lane, or the stock path for what is out of the ordinary.",
  });
  const credentialLookUp = tally(registry, "how", {
    name: "excalibur_credential_lookups_total",
    help: "Presented keys found in memory (hit) or read from the database (miss).",
  });
  const rows = new Counter({
    name: "excalibur_presence_rows_written_total",
    help: "Rows written to say when executors and keys were last seen.",
    registers,
  });
  new Gauge({
    name: "excalibur_cached_credentials",
    help: "Credentials held in memory.",
    registers,
    collect() {
      this.set(cachedCredentials());
    },
  });
  new Gauge({
    name: "excalibur_live_subscriptions",
    help: "Open live subscriptions.",
    registers,
    collect() {
      this.set(liveSubscriptions());
    },
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    sync,
    syncRequest,
    credentialLookUp,
    presenceRowsWritten: (count) => rows.inc(count),
  };
}

/** A counter for the hot path: counts in a map of its own, and hands over to prom-client when somebody looks. */
function tally(
  registry: Registry,
  label: string,
  description: { name: string; help: string },
): (value: string) => void {
  const counts = new Map<string, number>();
  new Counter({
    ...description,
    labelNames: [label],
    registers: [registry],
    collect() {
      for (const [value, count] of counts) this.inc({ [label]: value }, count);
      counts.clear();
    },
  });
  return (value) => void counts.set(value, (counts.get(value) ?? 0) + 1);
}
