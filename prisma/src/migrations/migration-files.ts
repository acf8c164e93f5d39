import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import type { Dialect } from "../dialects/dialect.ts";

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, hexadecimal: what Prisma's own migrate records too. */
  readonly checksum: string;
}

/** The migrations of this build, in the order they apply. */
export async function readMigrations(dialect: Dialect): Promise<Migration[]> {
  const folder = new URL(`../../${dialect}/migrations/`, import.meta.url);
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(new URL(`${name}/migration.sql`, folder), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}
