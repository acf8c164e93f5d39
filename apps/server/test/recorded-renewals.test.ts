import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectExecutor, keyFile, systemClock } from "@excalibur/executor";
import { expect, onTestFinished, test } from "vitest";
import { enrol } from "./harness/enrol.ts";
import { ownSecret } from "./harness/own-secret.ts";
import { startRenewalProxy } from "./harness/renewal-proxy.ts";
import { startTestServer } from "./harness/test-server.ts";
import { expectNoSecretIn, expectOwnBearers } from "./trials/recorded-secrets.ts";

const HOSTS = 3;

test("a recording proxy sees each secret that a host makes as its owner's Bearer alone, and the tables and answers never have one", async () => {
  const server = await startTestServer("postgresql");
  onTestFinished(() => server.close());
  const owner = await server.signIn((await server.addOrganization("Acme")).owner);
  const proxy = await startRenewalProxy(server.url);
  proxy.records = true;
  const folder = await mkdtemp(join(tmpdir(), "excalibur-hosts-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { secret: code } = await owner.trpc.codes.create.mutate({ maxUses: HOSTS });
  const owners = new Map<string, string>();
  const enrolAndRenew = async (name: string) => {
    const { secret, hashed } = ownSecret();
    owners.set(secret, name);
    expect((await enrol(proxy, code, { name, ...hashed })).status).toBe(200);
    const path = join(folder, name);
    writeFileSync(path, secret, { mode: 0o600 });
    const basics = { url: proxy.url, name, kind: "agent", version: "1.0.0" } as const;
    const connection = connectExecutor({ ...basics, credential: keyFile(path), clock: systemClock(0.02) });
    onTestFinished(() => connection.stop());
    const isRenewed = new Promise((resolve) => connection.on("rebound", resolve));
    const { answer } = await new Promise<{ answer: { executor: { id: string } } }>((resolve) => {
      connection.once("online", resolve);
    });
    await owner.trpc.executors.renew.mutate({ id: answer.executor.id });
    await isRenewed;
    // The key file is replaced before it ends.
    await connection.stop();
    owners.set(readFileSync(path, "utf8").trim(), name);
  };
  await Promise.all(Array.from({ length: HOSTS }, (_, index) => enrolAndRenew(`host-${index}`)));

  expect(owners.size).toBe(2 * HOSTS);
  const recorded = { exchanges: proxy.exchanges, code, owners };
  expectOwnBearers(recorded);
  const { client } = server.database;
  const tables = await client.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`;
  const contents: string[] = [];
  for (const { name } of tables) {
    const rows = await client.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t`);
    contents.push(...rows.map(({ row }) => row));
  }
  for (const secret of owners.keys()) expect(contents.join("\n")).toContain(secret.slice(0, 8));
  const answers = [await owner.trpc.audit.list.query({}), await owner.trpc.apiKeys.list.query({})];
  expectNoSecretIn([...contents, ...answers.map((one) => JSON.stringify(one))], recorded);
});
