import { CANNOT_RENEW } from "@excalibur/api/contract";
import type { ConnectionStatus } from "../connect/connection-events.ts";
import type { ExecutorConnection } from "../connect/executor-connection.ts";
import type { SyncOutcome } from "../sync/outcome.ts";

/** What was counted since the process started. */
export interface Counts {
  readonly attempts: Readonly<Record<SyncOutcome["kind"], number>>;
  readonly keyChanges: number;
}

/** Counts the attempts of a connection. */
export function countEvents(connection: ExecutorConnection): () => Counts {
  const attempts = { synced: 0, refused: 0, invalidInput: 0, unreachable: 0 };
  let keyChanges = 0;
  connection.on("attempted", ({ outcome }) => (attempts[outcome.kind] += 1));
  connection.on("credentialChanged", () => (keyChanges += 1));
  return () => ({ attempts, keyChanges });
}

interface Facts {
  readonly name: string;
  readonly version: string;
  readonly residentBytes: number;
}

/** Writes the metrics in Prometheus' text format, version 0.0.4. */
export function metricsText(status: ConnectionStatus, { attempts, keyChanges }: Counts, facts: Facts): string {
  const expiresAt = status.answer?.key.expiresAt ?? null;
  const seconds = (at: Date | null): string => (at === null ? "0" : String(at.getTime() / 1000));
  return [
    ...metric("info", "gauge", "What this executor is.", `{name="${facts.name}",version="${facts.version}"} 1`),
    ...metric("online", "gauge", "1 while the server accepts the key.", ` ${status.state === "online" ? 1 : 0}`),
    ...metric("refused", "gauge", "1 while the server refuses the key.", ` ${status.state === "refused" ? 1 : 0}`),
    ...metric(
      "syncs_total",
      "counter",
      "Attempts to sync, by outcome.",
      ...Object.entries(attempts).map(([outcome, count]) => `{outcome="${snakeCase(outcome)}"} ${count}`),
    ),
    ...metric("key_changes_total", "counter", "Times another key was found in its source.", ` ${keyChanges}`),
    ...metric("last_sync_timestamp_seconds", "gauge", "Latest success; 0 for none.", ` ${seconds(status.lastSyncAt)}`),
    ...metric("key_expiry_timestamp_seconds", "gauge", "When the key expires; 0 for never.", ` ${seconds(expiresAt)}`),
    ...metric(
      "cannot_renew",
      "gauge",
      "1 while the server asks for a renewal of the key that is not possible, for this reason.",
      ...CANNOT_RENEW.map((reason) => `{reason="${reason}"} ${status.cannotRenew === reason ? 1 : 0}`),
    ),
    ...metric("resident_memory_bytes", "gauge", "Memory in use.", ` ${facts.residentBytes}`),
    "",
  ].join("\n");
}

function metric(name: string, type: "gauge" | "counter", help: string, ...samples: string[]): string[] {
  const full = `excalibur_executor_${name}`;
  return [`# HELP ${full} ${help}`, `# TYPE ${full} ${type}`, ...samples.map((sample) => full + sample)];
}

function snakeCase(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
