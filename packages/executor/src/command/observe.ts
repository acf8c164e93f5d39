import type { Configuration } from "../configuration/validate-configuration.ts";
import type { ExecutorConnection } from "../connect/executor-connection.ts";
import { liveness, readiness } from "../health/health-answers.ts";
import { serveHealth } from "../health/health-server.ts";
import { countEvents, metricsText } from "../health/metrics.ts";
import { reportToSystemd } from "../systemd/report-to-systemd.ts";
import { serviceManager } from "../systemd/service-manager.ts";
import type { Surroundings } from "./with-configuration.ts";

interface Observing {
  /** Why others can't see it as they were meant to; null when they can. */
  readonly problem: string | null;
  /** Resolves once all observers are notified of the end. */
  close(): Promise<void>;
}

/** Lets others see how the connection is: probes over HTTP, systemd. Each only where it was asked for. */
export async function observe(
  connection: ExecutorConnection,
  { health, input }: Configuration,
  { terminal, clock, log }: Surroundings,
): Promise<Observing> {
  const live = () => liveness(connection.status, clock.monotonicMs());
  const systemd = serviceManager(terminal.environment, (words) => {
    log("warn", `Can't notify systemd: ${words}.`, { event: "notifyFailed" });
  });
  if (systemd !== null) {
    const { environment, processId } = terminal;
    reportToSystemd(connection, { notify: systemd.notify, environment, processId, isAlive: () => live().healthy });
  }
  const flush = async () => systemd?.flush();
  if (health === null) return { problem: null, close: flush };
  const counts = countEvents(connection);
  const { name, version } = input;
  try {
    const server = await serveHealth(health, {
      live,
      ready: () => readiness(connection.status, clock.monotonicMs()),
      metrics: () =>
        metricsText(connection.status, counts(), { name, version, residentBytes: process.memoryUsage.rss() }),
    });
    log("info", `Health is at ${server.address}/readyz`, { event: "health", address: server.address });
    return {
      problem: null,
      close: () => {
        server.close();
        return flush();
      },
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "EADDRINUSE" ? "another program listens there already" : (code ?? "unknown error");
    return { problem: `Health can't be served at ${health.host}:${health.port}: ${why}.`, close: flush };
  }
}
