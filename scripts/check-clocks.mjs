// Only one file of each package reads the time; it says what each clock is for. Other files get the time as an argument, so
// that no age is measured by a clock that can be set.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SOURCES = ["packages/api/src", "packages/executor/src", "prisma/src", "apps/server/src", "apps/desktop/src"];

const CLOCKS = new Set([
  "packages/executor/src/connect/clock.ts",
  "prisma/src/connections/clock.ts",
  "apps/server/src/clock.ts",
  "apps/desktop/src/main/clock.ts",
  "apps/desktop/src/renderer/clock.ts",
]);

const ASKS_FOR_THE_TIME =
  /\bDate\s*\.\s*now\b|\bnew\s+Date\s*(?:\(\s*\)|(?![\s\w(<]))|(?<!new\s)(?<![\w.])Date\s*\(|\bperformance\s*\.\s*(?:now|timeOrigin|mark|measure)\b|\bhrtime\b|\bprocess\s*\.\s*uptime\b|\bTemporal\s*\.\s*Now\b/;

/** @returns the lines of a source that ask for the time, counted from 1; comments may speak of it. */
export function asksForTheTime(source) {
  return source.split("\n").flatMap((line, index) => {
    const code = line.replace(/^\s*(?:\*|\/\*\*?|\/\/).*$/, "").replace(/\s\/\/ .*$/, "");
    return ASKS_FOR_THE_TIME.test(code) ? [index + 1] : [];
  });
}

function filesBelow(folder, root) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return ["generated", "testing"].includes(entry.name) ? [] : filesBelow(path, root);
    return /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) ? [path] : [];
  });
}

/** @returns `file:line` of everything that asks for the time without being a clock. */
export function findClocks(root) {
  return SOURCES.flatMap((folder) => filesBelow(folder, root))
    .filter((path) => !CLOCKS.has(path))
    .flatMap((path) => asksForTheTime(readFileSync(join(root, path), "utf8")).map((line) => `${path}:${line}`));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = findClocks(fileURLToPath(new URL("../", import.meta.url)));
  for (const spot of found) console.error(`${spot} asks for the time. Only these do: ${[...CLOCKS].join(", ")}`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
