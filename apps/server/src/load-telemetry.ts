import type { TelemetryConfig } from "./configuration/telemetry.ts";
import type { Telemetry, TelemetryOptions } from "./telemetry/start-telemetry.ts";

/** Starts what is to be exported; null where nothing is. Only where something is, is any of OpenTelemetry loaded. */
export async function loadTelemetry(
  config: TelemetryConfig | null,
  options: TelemetryOptions,
): Promise<Telemetry | null> {
  if (config === null) return null;
  const { startTelemetry } = await import("./telemetry/start-telemetry.ts");
  return startTelemetry(config, options);
}
