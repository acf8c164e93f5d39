import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";

interface Lockfile {
  readonly importers: Readonly<
    Record<string, { readonly dependencies?: Record<string, { readonly version: string }> }>
  >;
  readonly snapshots: Readonly<
    Record<
      string,
      { readonly dependencies?: Record<string, string>; readonly optionalDependencies?: Record<string, string> }
    >
  >;
}

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

/** The names of all packages that the production's packages need, peers included. */
function productionPackages({ importers, snapshots }: Lockfile): Set<string> {
  const names = new Set<string>();
  const seen = new Set<string>();
  const follow = (dependencies: Readonly<Record<string, string>>) => {
    for (const [name, version] of Object.entries(dependencies)) {
      const id = snapshots[version] === undefined ? `${name}@${version}` : version;
      if (version.startsWith("link:") || seen.has(id)) continue;
      seen.add(id);
      names.add(name);
      const found = snapshots[id];
      expect([id, found !== undefined]).toEqual([id, true]);
      follow({ ...found?.dependencies, ...found?.optionalDependencies });
    }
  };
  for (const importer of IMPORTERS) {
    const own = Object.entries(importers[importer]?.dependencies ?? {});
    follow(Object.fromEntries(own.map(([name, { version }]) => [name, version])));
  }
  return names;
}

test("a production installation brings no compiler, no bundler, no library of browsers and no command line of Prisma", () => {
  const lockfile = readFileSync(new URL("../../../pnpm-lock.yaml", import.meta.url), "utf8");
  const documents = lockfile.split(/^---$/m).filter((text) => text.includes("importers:"));
  const names = productionPackages(parse(documents.at(-1) ?? "") as Lockfile);
  expect(names).toContain("@prisma/client");
  expect(names).toContain("fastify");
  expect(NOT_IN_PRODUCTION.filter((name) => names.has(name))).toEqual([]);
});
