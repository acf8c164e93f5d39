import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ManagementScope } from "@excalibur/api/contract";
import { afterAll, beforeAll } from "vitest";
import { runProgram } from "../../../../packages/cli/src/program.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

const SCOPES: readonly ManagementScope[] = [
  "keys:read",
  "keys:write",
  "members:read",
  "policies:write",
  "channels:read",
  "channels:write",
];

/** A server, and the command that applies files to it, for a block of tests. Its parts are there once the tests run. */
export function serveApply() {
  const made = { printed: [] as string[] } as { server: TestServer; folder: string; readonly printed: string[] };
  beforeAll(async () => {
    made.folder = await mkdtemp(join(tmpdir(), "excalibur-apply-"));
    made.server = await startTestServer("sqlite");
  });
  afterAll(async () => {
    await made.server.close();
    await rm(made.folder, { recursive: true, force: true });
  });

  /** An organization of its own, a folder of its own, and the command for both. */
  const start = async (name: string) => {
    const tenant = await made.server.addOrganization(name);
    const owner = await made.server.signIn(tenant.owner);
    const at = join(made.folder, name);
    await mkdir(at);
    const keyOf = async (scopes: readonly ManagementScope[]) =>
      (await owner.trpc.managementKeys.create.mutate({ name: "apply", scopes: [...scopes], expiresInDays: 1 })).secret;
    const everything = await keyOf(SCOPES);
    const file = join(at, "organization.yaml");
    const run = async (words: readonly string[], managementKey = everything) => {
      const environment = {
        EXCALIBUR_URL: made.server.url,
        EXCALIBUR_MANAGEMENT_KEY: managementKey,
        PATH: process.env["PATH"],
      };
      let [out, err] = ["", ""];
      const code = await runProgram(words, environment, { out: (text) => (out += text), err: (text) => (err += text) });
      made.printed.push(out, err);
      return { code, out, err };
    };
    return {
      tenant,
      owner,
      at,
      keyOf,
      write: (text: string) => writeFile(file, `version: 1\n${text}`),
      plan: (...more: string[]) => run(["plan", "-f", file, ...more]),
      apply: (...more: string[]) => run(["apply", "-f", file, ...more]),
      applyAs: (managementKey: string) => run(["apply", "-f", file], managementKey),
      json: async (...more: string[]) => JSON.parse((await run(["--json", "plan", "-f", file, ...more])).out) as object,
      secretIn: async (path: string) => (await readFile(join(at, path), "utf8")).trim(),
    };
  };
  return Object.assign(made, { start });
}
