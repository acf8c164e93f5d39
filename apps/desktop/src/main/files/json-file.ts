import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { writeFileAtomically } from "./write-file-atomically.ts";

/** Reads a small file of settings. One that is missing, broken or of another version counts as none. */
export async function readJsonFile<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    return schema.safeParse(JSON.parse(await readFile(path, "utf8"))).data ?? null;
  } catch {
    return null;
  }
}

export async function writeJsonFile(path: string, value: unknown): Promise<void> {
  await writeFileAtomically(path, JSON.stringify(value, null, 2) + "\n");
}
