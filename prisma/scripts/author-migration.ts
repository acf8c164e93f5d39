/** Writes the next migration of both dialects: `node scripts/author-migration.ts NAME`. Read what it wrote before committing. */
import { mkdir, writeFile } from "node:fs/promises";
import { dialects } from "../src/dialects/dialect.ts";
import { schemaChanges } from "./schema-changes.ts";

const name = process.argv[2];
if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error("Usage: node scripts/author-migration.ts NAME   (lower case letters, digits and _)");
  process.exit(2);
}

// One time stamp for both, in the form of Prisma's own: the pair belongs together.
const stamp = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);

for (const dialect of dialects) {
  const sql = await schemaChanges(dialect);
  if (sql === null) {
    console.log(`${dialect}: the migrations already match the models; nothing written`);
    continue;
  }
  const folder = new URL(`../${dialect}/migrations/${stamp}_${name}/`, import.meta.url);
  await mkdir(folder, { recursive: true });
  await writeFile(new URL("migration.sql", folder), sql);
  console.log(`${dialect}: wrote ${dialect}/migrations/${stamp}_${name}/migration.sql`);
}
