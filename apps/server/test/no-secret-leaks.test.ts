import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createTestDatabaseUrl } from "@excalibur/db/testing";
import { openDatabase } from "@excalibur/db";
import { expect, test } from "vitest";
import { callProcedure } from "./harness/call.ts";
import { Client } from "./harness/client.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess, withDataFolder } from "./harness/server-process.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;
const EVERY_LOG_LINE = { LOG_LEVEL: "trace" };

/** Uses secrets in every way there is, rightly and wrongly. @returns what must be found nowhere, and what was answered. */
async function useSecrets(server: ServerProcess) {
  const owner = new Client(server.url);
  const signIn = await owner.signIn(OWNER);
  const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name: "first", target: NEW_EXECUTOR });
  const rotated = await owner.trpc.apiKeys.rotate.mutate({ id: key.id });
  const mistyped = `${secret.slice(0, -1)}${secret.endsWith("A") ? "B" : "A"}`;
  const answers = [await signIn.text()];
  for (const presented of [secret, rotated.secret, mistyped]) {
    answers.push(JSON.stringify((await owner.sync(presented, { name: "exe", version: "1" })).body));
    answers.push(JSON.stringify((await owner.sync(presented, { name: `/${presented}` })).body));
    const headers = { authorization: `Bearer ${presented}`, cookie: owner.cookie };
    // Where a careless caller might put it: in the input, in an unknown field, in the address.
    answers.push((await callProcedure(server.url, "mutation", "executor.sync", { name: presented }, headers)).text);
    answers.push((await callProcedure(server.url, "mutation", "apiKeys.revoke", { id: presented }, headers)).text);
    answers.push(await (await fetch(`${server.url}/v1/sync/${presented}`, { headers })).text());
  }
  answers.push(JSON.stringify(await owner.trpc.apiKeys.list.query({})));
  answers.push(await (await fetch(`${server.url}/metrics`)).text());
  answers.push(await (await fetch(`${server.url}/v1/openapi.json`)).text());
  return { secrets: [secret, rotated.secret, mistyped, OWNER.password], answers };
}

function expectNowhere(secrets: readonly string[], texts: Record<string, string>): void {
  for (const [name, text] of Object.entries(texts)) {
    for (const secret of secrets) expect(text.includes(secret), `a secret in ${name}`).toBe(false);
  }
}

test("no secret is in any file of the data folder, in the log at its loudest, in /metrics, or in an answer", () =>
  withDataFolder(async (folder) => {
    const server = await ServerProcess.start({ EXCALIBUR_DATA_DIR: folder, ...OWNER_VARIABLES, ...EVERY_LOG_LINE });
    const { secrets, answers } = await useSecrets(server);
    await server.stop();
    const files = await readdir(folder);
    expect(files).toContain("excalibur.db");
    const contents = await Promise.all(files.map(async (file) => [file, await readFile(join(folder, file), "latin1")]));
    expectNowhere(secrets, {
      ...Object.fromEntries(contents),
      "standard output": server.stdout,
      "the log": server.stderr,
      "an answer": answers.join("\n"),
    });
  }));

test("no secret is in any table on PostgreSQL", async () => {
  const { url, remove } = await createTestDatabaseUrl("postgresql");
  const env = { DATABASE_URL: url, EXCALIBUR_AUTH_SECRET: "s".repeat(32) };
  const server = await ServerProcess.start({ ...env, ...OWNER_VARIABLES, ...EVERY_LOG_LINE });
  const { secrets, answers } = await useSecrets(server);
  await server.stop();

  const database = await openDatabase({ url });
  const tables = await database.client.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`;
  expect(tables.map(({ name }) => name)).toContain("api_key");
  for (const { name } of tables) {
    const rows = await database.client.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t`);
    expectNowhere(secrets, { [`table ${name}`]: rows.map(({ row }) => row).join("\n") });
  }
  await database.close();
  await remove();
  expectNowhere(secrets, { "the log": server.stderr, "an answer": answers.join("\n") });
});
