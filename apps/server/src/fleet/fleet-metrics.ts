import { EXECUTOR_STATES } from "@excalibur/api/server";
import { Gauge, type Registry } from "prom-client";
import type { FleetLevels } from "./read-fleet-levels.ts";

/** The fleet as Prometheus sees it. Each server reports all of it: ask for the maximum, not for sums. */
export function registerFleetMetrics(
  registry: Registry,
  { version, fleet }: { version: string; fleet: () => Promise<FleetLevels | null> },
): void {
  const registers = [registry];
  new Gauge({
    name: "excalibur_executors",
    help: "Executors of all organizations by state and version; versions beyond the 20 commonest are other.",
    labelNames: ["state", "version"],
    registers,
    async collect() {
      const levels = await fleet();
      this.reset();
      if (levels === null) return;
      // Each state has a sample with the server's own version, also when no executor is in it.
      for (const state of EXECUTOR_STATES) this.set({ state, version }, 0);
      for (const { count, ...labels } of levels.executors) this.set(labels, count);
    },
  });
  new Gauge({
    name: "excalibur_keys_expiring",
    help: "Good API keys that expire within so many days.",
    labelNames: ["within_days"],
    registers,
    async collect() {
      const levels = await fleet();
      this.reset();
      for (const { days, count } of levels?.expiringKeys ?? []) this.set({ within_days: days }, count);
    },
  });
}
