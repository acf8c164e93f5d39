/** How traces are chosen, by OpenTelemetry's names. */
const SAMPLERS = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;
type Sampler = (typeof SAMPLERS)[number];

const PROTOCOLS = ["http/protobuf", "http/json"] as const;
export type TelemetryProtocol = (typeof PROTOCOLS)[number];

const EXPORT_METRICS_MS = 60_000;

/** What goes to a collector of OpenTelemetry. Its address, headers and time-outs are read by OpenTelemetry's own exporters. */
export interface TelemetryConfig {
  readonly traces: {
    readonly protocol: TelemetryProtocol;
    readonly sampler: Sampler;
    /** Of 1: how many traces are kept by a sampler of a ratio. */
    readonly ratio: number;
  } | null;
  readonly metrics: { readonly protocol: TelemetryProtocol; readonly everyMs: number } | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads OpenTelemetry's standard variables.
 * @returns null where nothing is exported: no address is set, or `OTEL_SDK_DISABLED`; and mistakes, as lines that begin with the
 * variable's name
 */
export function readTelemetry(env: Environment): { telemetry: TelemetryConfig | null; mistakes: string[] } {
  if (env["OTEL_SDK_DISABLED"]?.toLowerCase() === "true") return { telemetry: null, mistakes: [] };
  const mistakes: string[] = [];
  const oneOf = <Value extends string>(name: string, values: readonly Value[], standard: Value): Value => {
    const given = env[name] ?? standard;
    const known = values.find((value) => value === given);
    if (known === undefined) mistakes.push(`${name} is none of ${values.join(", ")}`);
    return known ?? standard;
  };
  const number = (name: string, standard: number, most: number): number => {
    const given = Number(env[name] ?? standard);
    if (given >= 0 && given <= most) return given;
    mistakes.push(`${name} is not a number from 0 to ${most}`);
    return standard;
  };
  const isWanted = (signal: "TRACES" | "METRICS") =>
    (env["OTEL_EXPORTER_OTLP_ENDPOINT"] ?? env[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`]) !== undefined &&
    oneOf(`OTEL_${signal}_EXPORTER`, ["otlp", "none"], "otlp") === "otlp";
  const protocol = (signal: "TRACES" | "METRICS") => {
    const own = `OTEL_EXPORTER_OTLP_${signal}_PROTOCOL`;
    return oneOf(env[own] === undefined ? "OTEL_EXPORTER_OTLP_PROTOCOL" : own, PROTOCOLS, "http/protobuf");
  };
  for (const name of [
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
    "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
  ])
    if (env[name] !== undefined && !/^https?:\/\/[^/]/.test(env[name]))
      mistakes.push(`${name} is not an http:// or https:// address`);
  const traces = isWanted("TRACES")
    ? {
        protocol: protocol("TRACES"),
        sampler: oneOf("OTEL_TRACES_SAMPLER", SAMPLERS, "parentbased_always_on"),
        ratio: number("OTEL_TRACES_SAMPLER_ARG", 1, 1),
      }
    : null;
  const metrics = isWanted("METRICS")
    ? { protocol: protocol("METRICS"), everyMs: number("OTEL_METRIC_EXPORT_INTERVAL", EXPORT_METRICS_MS, 86_400_000) }
    : null;
  return { telemetry: traces === null && metrics === null ? null : { traces, metrics }, mistakes };
}
