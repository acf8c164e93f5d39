import type { SyncOutcome } from "@excalibur/api/server";
import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";

/** What the server counts, as Prometheus text. Labels come from closed lists only: never a name, an id or an address. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  readonly sync: (outcome: SyncOutcome) => void;
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
  const syncs = new Counter({
    name: "excalibur_syncs_total",
    help: "Syncs by outcome: accepted, or the reason of the refusal.",
    labelNames: ["outcome"],
    registers,
  });
  const lookUps = new Counter({
    name: "excalibur_credential_lookups_total",
    help: "Presented keys found in memory (hit) or read from the database (miss).",
    labelNames: ["how"],
    registers,
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
    sync: (outcome) => syncs.inc({ outcome }),
    credentialLookUp: (how) => lookUps.inc({ how }),
    presenceRowsWritten: (count) => rows.inc(count),
  };
}
