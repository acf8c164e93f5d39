import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { z } from "zod";

const SOURCE = fileURLToPath(new URL("../", import.meta.url));

/**
 * The schema of every procedure's input, by path, for procedures that take one: read from the text of the routers, which
 * name each schema as the contract exports it. tRPC has no documented way to ask a router for it.
 */
export async function procedureInputs(): Promise<ReadonlyMap<string, z.core.$ZodType>> {
  const schemas = new Map<string, unknown>();
  for (const file of globSync("*.ts", { cwd: `${SOURCE}contract`, exclude: ["*.test.ts"] })) {
    const exported = (await import(`../contract/${basename(file, ".ts")}.ts`)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(exported)) schemas.set(name, value);
  }
  const app = readFileSync(`${SOURCE}app-router.ts`, "utf8");
  const inputs = new Map<string, z.core.$ZodType>();
  for (const [, name = "", folder = ""] of app.matchAll(/import \{ (\w+)Router \} from "\.\/([\w-]+)\/router\.ts"/g)) {
    const prefix = new RegExp(`^  ([\\w]+): ${name}Router,$`, "m").exec(app)?.[1] ?? name;
    for (const [path, schema] of inputsIn(readFileSync(`${SOURCE}${folder}/router.ts`, "utf8"))) {
      if (!schemas.has(schema)) throw new Error(`The contract exports no ${schema}, which ${folder}/router.ts names.`);
      inputs.set(`${prefix}.${path}`, schemas.get(schema) as z.core.$ZodType);
    }
  }
  return inputs;
}

/** The procedures of a formatted router, or of the groups in it, that take an input: their paths and its schema's name. */
function inputsIn(router: string): [path: string, schema: string][] {
  const found: [string, string][] = [];
  const at: string[] = [];
  for (const line of router.slice(router.indexOf(".router({")).split("\n")) {
    const [, indent = "", name] = /^( {2,4})(\w+): /.exec(line) ?? [];
    if (name !== undefined) at.splice(indent.length / 2 - 1, 2, name);
    const schema = /\.input\((\w+)\)/.exec(line)?.[1];
    if (schema !== undefined) found.push([at.join("."), schema]);
  }
  if (found.length !== router.split(".input(").length - 1)
    throw new Error("An input of a router is not a schema's name.");
  return found;
}
