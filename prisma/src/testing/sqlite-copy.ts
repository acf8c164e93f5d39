import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateDatabase } from "../migrate-database.ts";

let template: Promise<Buffer> | undefined;

/** A copy of a migrated file, in a folder of its own. */
export async function createSqliteUrl(): Promise<{ url: string; remove(): Promise<void> }> {
  const bytes = await (template ??= makeTemplate());
  const folder = await temporaryFolder();
  const file = join(folder, "test.db");
  await writeFile(file, bytes, { mode: 0o600 });
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
