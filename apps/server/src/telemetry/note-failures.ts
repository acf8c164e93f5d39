import { ExportResultCode, type ExportResult } from "@opentelemetry/core";
import type { PushMetricExporter } from "@opentelemetry/sdk-metrics";
import type { SpanExporter } from "@opentelemetry/sdk-trace";

interface Log {
  warn(words: string): void;
  info(words: string): void;
}

/** Says in one line when exporting begins to fail, and in one when it works again. */
function createNotice(log: Log, what: string): (result: ExportResult) => void {
  let isFailing = false;
  return ({ code, error }) => {
    const fails = code !== ExportResultCode.SUCCESS;
    if (fails && !isFailing) {
      log.warn(
        `${what} can't be exported to OTEL_EXPORTER_OTLP_ENDPOINT: ${error?.message ?? "no reason was given"}. It is tried again.`,
      );
    }
    if (!fails && isFailing) log.info(`${what} are exported again.`);
    isFailing = fails;
  };
}

export function noteFailedTraces(exporter: SpanExporter, log: Log): SpanExporter {
  const note = createNotice(log, "Traces");
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        note(result);
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}

export function noteFailedMetrics(exporter: PushMetricExporter, log: Log): PushMetricExporter {
  const note = createNotice(log, "Metrics");
  return {
    export: (metrics, done) =>
      exporter.export(metrics, (result) => {
        note(result);
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush(),
  };
}
