import type { Configuration } from "../configuration/validate-configuration.ts";
import type { ExecutorConnection } from "../connect/executor-connection.ts";
import { liveness, readiness } from "../health/health-answers.ts";
import { serveHealth } from "../health/health-server.ts";
import { countEvents, metricsText } from "../health/metrics.ts";
import { reportToSystemd } from "../systemd/report-to-systemd.ts";
import { serviceManager } from "../systemd/service-manager.ts";
import type { Surroundings } from "./with-configuration.ts";

type Observing = { readonly kind: "observing"; close(): void } | { readonly kind: "failed"; readonly words: string };

/** Lets others see how the connection is: probes over HTTP, systemd. Each only where it was asked for. */
export async function observe(
  connection: ExecutorConnection,
  { health, input }: Configuration,
  { terminal, clock, log }: Surroundings,
): Promise<Observing> {
  const live = () => liveness(connection.status, clock.monotonicMs());
  const notify = serviceManager(terminal.environment, (words) => {
    log("warn", `Can't tell systemd how it goes: ${words}.`, { event: "notifyFailed" });
  });
  if (notify !== null) {
    const { environment, processId } = terminal;
    reportToSystemd(connection, { notify, environment, processId, isAlive: () => live().healthy });
  }
  if (health === null) return { kind: "observing", close: () => {} };
  const counts = countEvents(connection);
  const { name, version } = input;
  try {
    const server = await serveHealth(health, {
      live,
      ready: () => readiness(connection.status, clock.now()),
      metrics: () =>
        metricsText(connection.status, counts(), { name, version, residentBytes: process.memoryUsage.rss() }),
    });
    log("info", `Health is at ${server.address}/readyz`, { event: "health", address: server.address });
    return { kind: "observing", close: server.close };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "EADDRINUSE" ? "another program listens there already" : (code ?? "unknown error");
    return { kind: "failed", words: `Health can't be served at ${health.host}:${health.port}: ${why}.` };
  }
}
