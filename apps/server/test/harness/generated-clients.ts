import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const FOLDER = fileURLToPath(new URL("../../../../scripts/generated-clients/", import.meta.url));
const GENERATED = join(FOLDER, "generated");
const run = promisify(execFile);

/** Programs over clients that two generators make of the API's document. */
export const GENERATED_CLIENTS = ["with-openapi-fetch.ts", "with-hey-api.ts"] as const;
type Program = (typeof GENERATED_CLIENTS)[number];

export function readProgram(program: Program): Promise<string> {
  return readFile(join(FOLDER, program), "utf8");
}

/** Generates both clients from a document, and checks the types of the programs over them. @throws with the errors of the types. */
export async function generateClients(document: object): Promise<void> {
  await removeClients();
  const file = join(FOLDER, "openapi.json");
  await writeFile(file, JSON.stringify(document));
  const tool = (name: string, ...words: string[]) =>
    run(join(FOLDER, "node_modules/.bin", name), words, { cwd: FOLDER });
  try {
    await tool("openapi-typescript", file, "--output", "generated/openapi-typescript.d.ts");
    await tool("openapi-ts", "--input", file);
    await tool("tsc", "--project", FOLDER).catch((error: { stdout: string }) => {
      throw new Error(error.stdout);
    });
  } finally {
    await rm(file);
  }
}

/** Leaves the checkout as it was: the programs import the clients from where they are generated. */
export function removeClients(): Promise<void> {
  return rm(GENERATED, { recursive: true, force: true });
}

/** @returns each request that the program made: its method, its path and the status of its answer. */
export async function runProgram(program: Program, environment: NodeJS.ProcessEnv): Promise<string[][]> {
  const { stdout } = await run(process.execPath, [join(FOLDER, program)], { env: environment });
  const lines = stdout.trim().split("\n");
  return lines.map((line) => line.split(" "));
}
