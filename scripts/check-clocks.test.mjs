import { expect, test } from "vitest";
import { asksForTheTime } from "./check-clocks.mjs";

test.each([
  "const at = Date.now();",
  "const clock = { now: Date.now };",
  "const at = new Date();",
  "const at = new Date( );",
  "const text = Date();",
  "const ms = performance.now();",
  "performance.mark('begin');",
  "const at = process.hrtime.bigint();",
  "import { hrtime } from 'node:process';",
  "const s = process.uptime();",
  "const at = Temporal.Now.instant();",
])("asks for the time: %s", (line) => {
  expect(asksForTheTime(`const before = 1;\n${line}`)).toEqual([2]);
});

test.each([
  "const at = new Date(0);",
  "const at = new Date(text);",
  "const at: Date = now();",
  "return services.now();",
  "const isDate = value instanceof Date;",
  "// As Date.now() says",
  " * as `new Date()` would",
  "z.date(), toDate(x), formatDate(x), x.Date(y)",
])("does not ask for the time: %s", (line) => {
  expect(asksForTheTime(line)).toEqual([]);
});
