import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { exportWork, startCollector, type Span } from "./harness/collector.ts";

const valueOf = ({ attributes }: Span, name: string) =>
  Object.values(attributes.find(({ key }) => key === name)?.value ?? {})[0];

describe("OpenTelemetry", () => {
  test("a collector receives traces of requests, syncs and the database, and the metrics of /metrics", async () => {
    const collector = await startCollector();
    const never = await exportWork(collector.url, "http/json");
    const spans = collector.spans();
    expect(new Set(collector.paths)).toEqual(new Set(["/v1/traces", "/v1/metrics"]));

    const syncs = spans.filter(({ name }) => name === "POST /v1/sync");
    expect(syncs).toHaveLength(2);
    // The trace goes on that the caller began.
    expect(syncs[0]).toMatchObject({ traceId: "0af7651916cd43dd8448eb211c80319c", parentSpanId: "b7ad6b7169203331" });
    expect(valueOf(syncs[0]!, "http.response.status_code")).toBe(200);
    // Read for several requests at once, so a part of none.
    expect(spans.find(({ name }) => name === "database look_up_key")?.parentSpanId).toBeUndefined();

    const create = spans.find((span) => valueOf(span, "rpc.method") === "apiKeys.create");
    const change = spans.find(
      ({ name, parentSpanId }) => name === "database change" && parentSpanId === create?.spanId,
    );
    expect(change).toMatchObject({ traceId: create?.traceId });
    expect(spans.map(({ name }) => name)).toContain("GET /v1/keys/:id");

    const [resource] = collector.resources();
    const named = resource?.resource.attributes.find(({ key }) => key === "service.name");
    expect(named?.value).toEqual({ stringValue: "excalibur" });
    const metrics = resource?.scopeMetrics.flatMap(({ metrics }) => metrics) ?? [];
    expect(metrics.find(({ name }) => name === "excalibur_syncs_total")).toMatchObject({
      sum: { isMonotonic: true, dataPoints: expect.arrayContaining([expect.objectContaining({ asDouble: 2 })]) },
    });
    expect(metrics.find(({ name }) => name === "excalibur_sync_handler_seconds")).toMatchObject({
      unit: "s",
      histogram: { dataPoints: [expect.objectContaining({ count: 2 })] },
    });
    expect(metrics.find(({ name }) => name === "excalibur_executors")).toHaveProperty("gauge");
    for (const text of never) expect(collector.raw()).not.toContain(text);
  });

  test("where nothing is exported none of its modules is loaded: only the telemetry folder names them", () => {
    const source = fileURLToPath(new URL("../src/", import.meta.url));
    const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const loads = (file: string, pattern: RegExp) => pattern.test(readFileSync(source + file, "utf8"));
    const outside = files.filter((file) => !file.startsWith("telemetry/"));
    expect(outside.filter((file) => loads(file, /@opentelemetry\//))).toEqual([]);
    const importing = /^import (?!type).*telemetry\/(?!tracing)/m;
    expect(outside.filter((file) => loads(file, importing))).toEqual([]);
    expect(loads("load-telemetry.ts", /await import\("\.\/telemetry\/start-telemetry\.ts"\)/)).toBe(true);
  });
});
