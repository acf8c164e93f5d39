import { SYNC_REFUSALS } from "@excalibur/api/contract";
import type { SyncOutcome } from "@excalibur/api/server";
import { AggregatorRegistry, collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { registerFleetMetrics } from "./fleet/fleet-metrics.ts";
import type { FleetLevels } from "./fleet/read-fleet-levels.ts";
import type { exchangeMetrics, MetricsReport } from "./worker-metrics.ts";

/** What the server counts, as Prometheus text. Labels come from closed lists only: never a name, an id or an address. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** The same of this process alone. */
  report(): Promise<MetricsReport>;
  readonly sync: (outcome: SyncOutcome) => void;
  readonly syncRequest: (way: "lane" | "stock") => void;
  readonly syncHandled: (tookMs: number) => void;
  readonly credentialLookUp: (how: "hit" | "miss") => void;
  readonly presenceRowsWritten: (rows: number) => void;
  readonly invalidationApplied: () => void;
  readonly revocationEnforced: (waitedMs: number) => void;
  readonly leaseRenewalFailed: () => void;
  /** An answer outside the sync lane. @param route its pattern, never an address as it was sent. */
  readonly httpAnswered: (request: { route: string; status: number; tookMs: number }) => void;
  /** Does some work of the database, and notes how long it took, also when it fails. */
  readonly timed: <Result>(operation: DatabaseOperation, work: () => Promise<Result>) => Promise<Result>;
}

/** What the database is asked for, as far as its times are kept. */
const DATABASE_OPERATIONS = ["look_up_key", "change", "try_write"] as const;
export type DatabaseOperation = (typeof DATABASE_OPERATIONS)[number];

const OUTCOMES = ["accepted", "fault", ...Object.keys(SYNC_REFUSALS)];

const SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What is measured when the metrics are read. */
interface Levels {
  readonly cachedCredentials: () => number;
  readonly liveSubscriptions: () => number;
  readonly mayTrustMemory: () => boolean;
  /** Null where it can't be read now. */
  readonly fleet: () => Promise<FleetLevels | null>;
}

interface Options {
  readonly version: string;
  readonly monotonicMs: () => number;
  /** Stands around what is timed, where there is something: a trace. */
  readonly around?: Metrics["timed"] | undefined;
  /** Null where this process is the only one behind its port; else the text is that of all. */
  readonly workers: AmongWorkers | null;
}

/** Which of several workers this process is, and how it asks the others what they count. */
interface AmongWorkers {
  readonly number: number;
  readonly exchange: typeof exchangeMetrics;
}

/** Counts from 0: what has not happened yet is there as well, so that its first time is a step that can be seen. */
export function createMetrics(
  { cachedCredentials, liveSubscriptions, mayTrustMemory, fleet }: Levels,
  { version, monotonicMs, workers, around }: Options,
): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const sync = count(registry, "outcome", OUTCOMES, {
    name: "excalibur_syncs_total",
    help: "Syncs by outcome: accepted, or the reason of the refusal.",
  });
  const syncRequest = count(registry, "way", ["lane", "stock"], {
    name: "excalibur_sync_requests_total",
    help: "Requests for one sync by the way they took: the fast lane, or tRPC's own adapter for what is out of the ordinary.",
  });
  const handling = new Histogram({
    name: "excalibur_sync_handler_seconds",
    help: "How long the fast lane took for a sync, from the head of the request to the answer.",
    buckets: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  });
  const credentialLookUp = count(registry, "how", ["hit", "miss"], {
    name: "excalibur_credential_lookups_total",
    help: "Presented keys found in memory (hit) or read from the database (miss).",
  });
  const rows = new Counter({
    name: "excalibur_presence_rows_written_total",
    help: "Rows written for the last sightings of executors and keys.",
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
  new Gauge({
    name: "excalibur_memory_trusted",
    help: "1 while this process may answer from memory, 0 while it has to read the database for every request.",
    registers,
    collect() {
      this.set(mayTrustMemory() ? 1 : 0);
    },
  });
  const invalidations = new Counter({
    name: "excalibur_invalidations_applied_total",
    help: "Invalidations of credentials received from the database, this process's own among them.",
    registers,
  });
  const waits = new Histogram({
    name: "excalibur_revocation_wait_seconds",
    help: "How long revocations waited, after their commit, until no server process answered by what was before.",
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 4],
    registers,
  });
  const failedRenewals = new Counter({
    name: "excalibur_lease_renewals_failed_total",
    help: "Attempts to renew the lease to answer from memory that the database did not answer.",
    registers,
  });
  // Of the process that is asked alone: all see the same fleet.
  const fleetRegistry = new Registry();
  registerFleetMetrics(fleetRegistry, { version, fleet });
  const counted = workers === null ? () => registry.metrics() : textOfAll(registry, workers);
  new Gauge({
    name: "excalibur_build_info",
    help: "1, with the version of the server and of its Node.",
    labelNames: ["version", "node"],
    registers,
  }).set({ version, node: process.versions.node }, 1);
  const answering = new Histogram({
    name: "excalibur_http_request_seconds",
    help: "How long answers took, by route; those of executors in the fast lane are in excalibur_sync_handler_seconds.",
    labelNames: ["route", "status"],
    buckets: SECONDS,
    registers,
  });
  const asking = new Histogram({
    name: "excalibur_database_seconds",
    help: "How long the database took: looking a key up, a change as a whole, and the write that readiness tries.",
    labelNames: ["operation"],
    buckets: SECONDS,
    registers,
  });
  for (const operation of DATABASE_OPERATIONS) asking.zero({ operation });
  return {
    httpAnswered: ({ route, status, tookMs }) =>
      answering.observe({ route, status: `${Math.floor(status / 100)}xx` }, tookMs / 1_000),
    timed: async (operation, work) => {
      const startedAt = monotonicMs();
      try {
        return await (around === undefined ? work() : around(operation, work));
      } finally {
        asking.observe({ operation }, (monotonicMs() - startedAt) / 1_000);
      }
    },
    contentType: registry.contentType,
    report: async () => (await Promise.all([registry.getMetricsAsJSON(), fleetRegistry.getMetricsAsJSON()])).flat(),
    text: async () => (await Promise.all([counted(), fleetRegistry.metrics()])).join("\n"),
    sync,
    syncRequest,
    syncHandled: (tookMs) => handling.observe(tookMs / 1_000),
    credentialLookUp,
    invalidationApplied: () => invalidations.inc(),
    revocationEnforced: (waitedMs) => waits.observe(waitedMs / 1_000),
    leaseRenewalFailed: () => failedRenewals.inc(),
    presenceRowsWritten: (count) => rows.inc(count),
  };
}

/**
 * The metrics of all workers. Each value has its worker's label: a sum would fall when a worker is replaced, which Prometheus takes
 * for a restart of all, and counts what is left once more.
 */
function textOfAll(registry: Registry, { number, exchange }: AmongWorkers): () => Promise<string> {
  registry.setDefaultLabels({ worker: String(number) });
  const report = () => registry.getMetricsAsJSON();
  const askOthers = exchange(report);
  return async () => {
    const reports = await Promise.all([report(), askOthers()]).then(([own, others]) => [own, ...others]);
    return AggregatorRegistry.aggregate(reports.map(keepEach)).metrics();
  };
}

/** No two values have the same labels, so that nothing is to be added up, averaged or left out. */
function keepEach(report: MetricsReport): MetricsReport {
  return report.map((metric) => ({ ...metric, aggregator: "first" }));
}

/** A counter for the hot path: counts in a map of its own, and passes the counts to prom-client at a scrape. */
function count(
  registry: Registry,
  label: string,
  values: readonly string[],
  description: { name: string; help: string },
): (value: string) => void {
  const counts = new Map(values.map((value) => [value, 0]));
  new Counter({
    ...description,
    labelNames: [label],
    registers: [registry],
    collect() {
      for (const [value, count] of counts) {
        this.inc({ [label]: value }, count);
        counts.set(value, 0);
      }
    },
  });
  return (value) => void counts.set(value, (counts.get(value) ?? 0) + 1);
}
