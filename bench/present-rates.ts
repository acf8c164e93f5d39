import type { Throughput } from "./load/closed-loop.ts";
import { describeMachine } from "./machine.ts";
import { median } from "./median.ts";
import { chartOfBars, tableOf, type Section } from "./report.ts";

/** A table of medians, each beside the first. */
export function presentRates(id: string, how: string, rates: ReadonlyMap<string, readonly Throughput[]>): Section {
  const rows = [...rates].map(([name, all]) => ({
    name,
    perSecond: median(all.map(({ perSecond }) => perSecond)),
    cpuUs: median(all.map(({ cpuUs }) => cpuUs)),
  }));
  const { perSecond: base, cpuUs: baseCpuUs } = rows[0] ?? { perSecond: Number.NaN, cpuUs: Number.NaN };
  const table = tableOf(
    ["what", "requests/s", "of the first", "CPU µs a request", "of the first"],
    rows.map(({ name, perSecond, cpuUs }) => [
      name,
      Math.round(perSecond).toLocaleString("en"),
      (perSecond / base).toFixed(2),
      cpuUs.toFixed(1),
      (cpuUs / baseCpuUs).toFixed(2),
    ]),
  );
  return {
    id,
    text: `${how} ${describeMachine()}\n\n${table}`,
    chart: chartOfBars(
      rows.map(({ name, perSecond }) => ({ name: name.replaceAll("`", ""), value: perSecond })),
      "requests/s on one core",
    ),
  };
}
