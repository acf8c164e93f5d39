import { readFile } from "node:fs/promises";
import type { Dialect } from "../src/dialects/dialect.ts";

const root = new URL("../", import.meta.url);

/** A dialect's whole Prisma schema: its own header and the models that both share. */
export async function dialectSchema(dialect: Dialect, models?: string): Promise<string> {
  const header = await readFile(new URL(`${dialect}/schema.prisma`, root), "utf8");
  return `${header}\n${models ?? (await readFile(new URL("models.prisma", root), "utf8"))}`;
}
