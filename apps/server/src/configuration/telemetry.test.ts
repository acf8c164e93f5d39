import { describe, expect, test } from "vitest";
import { readTelemetry } from "./telemetry.ts";

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" };
const TRACES = { protocol: "http/protobuf", sampler: "parentbased_always_on", ratio: 1 };
const METRICS = { protocol: "http/protobuf", everyMs: 60_000 };

describe("what is exported by OpenTelemetry's variables", () => {
  test.each([
    ["nothing without an address", {}, null],
    ["nothing where it is disabled", { ...ENDPOINT, OTEL_SDK_DISABLED: "true" }, null],
    ["both to one address", ENDPOINT, { traces: TRACES, metrics: METRICS }],
    [
      "traces alone",
      { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://collector/v1/traces" },
      { traces: TRACES, metrics: null },
    ],
    ["metrics alone", { ...ENDPOINT, OTEL_TRACES_EXPORTER: "none" }, { traces: null, metrics: METRICS }],
    ["nothing of either", { ...ENDPOINT, OTEL_TRACES_EXPORTER: "none", OTEL_METRICS_EXPORTER: "none" }, null],
    [
      "as JSON, a tenth of all traces, metrics each 5 s",
      {
        ...ENDPOINT,
        OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
        OTEL_TRACES_SAMPLER: "traceidratio",
        OTEL_TRACES_SAMPLER_ARG: "0.1",
        OTEL_METRIC_EXPORT_INTERVAL: "5000",
      },
      {
        traces: { protocol: "http/json", sampler: "traceidratio", ratio: 0.1 },
        metrics: { protocol: "http/json", everyMs: 5_000 },
      },
    ],
    [
      "a protocol of its own for one of them",
      { ...ENDPOINT, OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: "http/json" },
      { traces: TRACES, metrics: { ...METRICS, protocol: "http/json" } },
    ],
  ])("%s", (_, env, telemetry) => {
    expect(readTelemetry(env)).toEqual({ telemetry, mistakes: [] });
  });

  test.each([
    ["OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "is none of http/protobuf, http/json"],
    ["OTEL_TRACES_SAMPLER", "sometimes", "is none of always_on, "],
    ["OTEL_TRACES_SAMPLER_ARG", "2", "is not a number from 0 to 1"],
    ["OTEL_METRIC_EXPORT_INTERVAL", "soon", "is not a number from 0 to 86400000"],
    ["OTEL_METRICS_EXPORTER", "prometheus", "is none of otlp, none"],
    ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "collector:4318", "is not an http:// or https:// address"],
  ])("%s=%s is refused in words", (name, value, words) => {
    const { mistakes } = readTelemetry({ ...ENDPOINT, [name]: value });
    expect(new Set(mistakes)).toEqual(new Set([expect.stringContaining(`${name} ${words}`)]));
  });
});
