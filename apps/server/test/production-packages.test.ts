import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What the server and the image are installed from: `pnpm install --prod --filter "@excalibur/server..."`. */
const IMPORTERS = ["apps/server", "packages/api", "prisma"];

/** Compilers, bundlers, libraries of browsers, and Prisma's command line with what it brings. */
const NOT_IN_PRODUCTION = [
  "typescript",
  "@typescript/typescript-linux-x64",
  "vite",
  "vitest",
  "rolldown",
  "react",
  "react-dom",
  "electron",
  "prisma",
  "@prisma/dev",
  "@prisma/studio-core",
  "@electric-sql/pglite",
  "effect",
];

/** What each entry of a lockfile's section needs, by its name: read by lines, since to parse all of it takes seconds. */
function readNeeds(section: string, entryIndent: number): Map<string, [name: string, version: string][]> {
  const entries = section.split(new RegExp(`^ {${entryIndent}}(?=\\S)`, "m")).slice(1);
  return new Map(
    entries.map((entry) => {
      const [id = ""] = entry.split(/:\s*(?:\{\})?\n/);
      const lists = [...entry.matchAll(/^ {4}(?:dependencies|optionalDependencies):\n((?: {6}.*\n)+)/gm)].map(
        ([, list = ""]) => list,
      );
      // An importer's have the range that was asked for besides.
      const pairs = lists.flatMap((list) => [
        ...list.matchAll(/^ {6}(\S+):(?: (\S+)|\n {8}specifier: .*\n {8}version: (\S+))$/gm),
      ]);
      return [
        unquoted(id),
        pairs.map(([, name = "", plain, listed]) => [unquoted(name), unquoted(plain ?? listed ?? "")]),
      ];
    }),
  );
}

const unquoted = (text: string) => text.replaceAll("'", "");

/** The names of all packages that the production's packages need, peers included. */
function productionPackages(lockfile: string): Set<string> {
  const sectionOf = (name: string) =>
    new RegExp(`^${name}:\\n\\n([^]*?)(?=^\\S|$(?![^]))`, "m").exec(lockfile)?.[1] ?? "";
  const importers = readNeeds(sectionOf("importers"), 2);
  const snapshots = readNeeds(sectionOf("snapshots"), 2);
  const names = new Set<string>();
  const seen = new Set<string>();
  const follow = (needs: readonly [string, string][]) => {
    for (const [name, version] of needs) {
      const id = snapshots.has(version) ? version : `${name}@${version}`;
      if (version.startsWith("link:") || seen.has(id)) continue;
      seen.add(id);
      names.add(name);
      expect([id, snapshots.has(id)]).toEqual([id, true]);
      follow(snapshots.get(id) ?? []);
    }
  };
  for (const importer of IMPORTERS) follow(importers.get(importer) ?? []);
  return names;
}

test("a production installation brings no compiler, no bundler, no library of browsers and no command line of Prisma", () => {
  const lockfile = readFileSync(new URL("../../../pnpm-lock.yaml", import.meta.url), "utf8");
  const names = productionPackages(lockfile.slice(lockfile.lastIndexOf("\nimporters:") + 1));
  expect(names.size).toBeGreaterThan(100);
  expect(names).toContain("@prisma/client");
  expect(names).toContain("fastify");
  expect(NOT_IN_PRODUCTION.filter((name) => names.has(name))).toEqual([]);
});
