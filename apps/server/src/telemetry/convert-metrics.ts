import { ValueType, type Attributes, type HrTime } from "@opentelemetry/api";
import {
  AggregationTemporality,
  DataPointType,
  type DataPoint,
  type Histogram,
  type MetricData,
} from "@opentelemetry/sdk-metrics";
import type { MetricsReport } from "../worker-metrics.ts";

type Metric = MetricsReport[number];

/** From when on values were added up, and when they were read. */
export interface Interval {
  readonly startedAt: HrTime;
  readonly readAt: HrTime;
}

/** The metrics that Prometheus reads, as OpenTelemetry has them: the same names, values and labels. */
export function convertMetrics(report: MetricsReport, interval: Interval): MetricData[] {
  return report.map((metric) => {
    const base = {
      descriptor: {
        name: metric.name,
        description: metric.help,
        unit: unitOf(metric.name),
        valueType: ValueType.DOUBLE,
      },
      aggregationTemporality: AggregationTemporality.CUMULATIVE,
    };
    // prom-client's types name numbers of an enum of which its reports have the names.
    switch (String(metric.type)) {
      case "counter":
        return { ...base, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints: points(metric, interval) };
      case "histogram":
        return { ...base, dataPointType: DataPointType.HISTOGRAM, dataPoints: histograms(metric, interval) };
      default:
        return { ...base, dataPointType: DataPointType.GAUGE, dataPoints: points(metric, interval) };
    }
  });
}

function unitOf(name: string): string {
  const [, unit] = /_(seconds|bytes)(?:_total)?$/.exec(name) ?? [];
  return unit === undefined ? "1" : unit === "seconds" ? "s" : "By";
}

function attributesOf(labels: object): Attributes {
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value)]));
}

function points({ values }: Metric, { startedAt, readAt }: Interval): DataPoint<number>[] {
  return values.map(({ labels, value }) => ({
    startTime: startedAt,
    endTime: readAt,
    attributes: attributesOf(labels),
    value,
  }));
}

interface Buckets {
  readonly labels: object;
  /** Upper bounds with how many values are at most that, as Prometheus counts. */
  readonly upTo: { bound: number; count: number }[];
  sum: number;
  count: number;
}

/** Prometheus has a value for each bucket, the sum and the count; OpenTelemetry has one point of all, with values in one bucket only. */
function histograms(metric: Metric, { startedAt, readAt }: Interval): DataPoint<Histogram>[] {
  const byLabels = new Map<string, Buckets>();
  for (const { labels, value, metricName } of metric.values as (Metric["values"][number] & { metricName?: string })[]) {
    const { le, ...rest } = labels as Record<string, string | number>;
    const key = JSON.stringify(rest);
    const found = byLabels.get(key) ?? { labels: rest, upTo: [], sum: 0, count: 0 };
    byLabels.set(key, found);
    if (metricName === `${metric.name}_sum`) found.sum = value;
    else if (metricName === `${metric.name}_count`) found.count = value;
    else if (le !== "+Inf") found.upTo.push({ bound: Number(le), count: value });
  }
  return [...byLabels.values()].map(({ labels, upTo, sum, count }) => {
    const sorted = upTo.toSorted((one, other) => one.bound - other.bound);
    const counts = [...sorted.map((bucket) => bucket.count), count];
    return {
      startTime: startedAt,
      endTime: readAt,
      attributes: attributesOf(labels),
      value: {
        buckets: {
          boundaries: sorted.map(({ bound }) => bound),
          counts: counts.map((upToHere, index) => upToHere - (counts[index - 1] ?? 0)),
        },
        sum,
        count,
      },
    };
  });
}
