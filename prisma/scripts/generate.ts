/**
 * Generates the Prisma clients of both dialects into `generated/`, without any download.
 * Does nothing when they are already made from the same models, headers and Prisma version; `--force` makes them again.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { dialects } from "../src/dialects/dialect.ts";
import { dialectSchema } from "./dialect-schema.ts";

const root = new URL("../", import.meta.url);
const generated = new URL("generated/", root);
const stampFile = new URL("stamp", generated);
const { resolve } = createRequire(import.meta.url);

const schemas = await Promise.all(dialects.map(async (dialect) => ({ dialect, text: await dialectSchema(dialect) })));
const prismaPackage = await readFile(resolve("prisma/package.json"), "utf8");
const stamp = createHash("sha256")
  .update(JSON.stringify([schemas, prismaPackage]))
  .digest("hex");

if (process.argv.includes("--force") || (await readFile(stampFile, "utf8").catch(() => "")) !== stamp) {
  await rm(generated, { recursive: true, force: true });
  await mkdir(generated, { recursive: true });
  await Promise.all(schemas.map(({ dialect, text }) => generateClient(dialect, text)));
  // Last, so that an interrupted run is not taken for a finished one.
  await writeFile(stampFile, stamp);
}

async function generateClient(dialect: string, schemaText: string): Promise<void> {
  const schemaFile = new URL(`${dialect}.prisma`, generated);
  await writeFile(schemaFile, schemaText);
  const cli = resolve("prisma/build/index.js");
  await promisify(execFile)(process.execPath, [cli, "generate", "--schema", fileURLToPath(schemaFile)], {
    cwd: fileURLToPath(root),
    env: { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" },
  });
}
