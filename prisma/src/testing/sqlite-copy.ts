import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateDatabase } from "../migrations/migrate-database.ts";

let template: Promise<Buffer> | undefined;

/** A copy of a migrated file, or none yet, in a folder of its own. */
export async function createSqliteUrl(migrated: boolean): Promise<{ url: string; remove(): Promise<void> }> {
  const folder = await temporaryFolder();
  const file = join(folder, "test.db");
  if (migrated) await writeFile(file, await (template ??= makeTemplate()), { mode: 0o600 });
  return { url: `file:${file}`, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Made once per test file and kept in memory: a worker that is stopped leaves nothing behind. */
async function makeTemplate(): Promise<Buffer> {
  const folder = await temporaryFolder();
  try {
    const file = join(folder, "template.db");
    await migrateDatabase({ url: `file:${file}` });
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "excalibur-test-"));
}
