import { queryPostgres, startPostgres } from "@excalibur/db/testing";
import { expect, onTestFinished, test } from "vitest";
import { Client } from "./harness/client.ts";
import { lacks } from "./harness/debian-programs.ts";
import { OWNER_VARIABLES, OWNER, ServerProcess } from "./harness/server-process.ts";
import { startPgbouncer } from "./harness/start-pgbouncer.ts";

test.skipIf(lacks("pgbouncer"))(
  "behind pgbouncer in session mode everything works, exports and a second server too",
  async () => {
    const postgres = await startPostgres();
    onTestFinished(() => postgres.stop());
    await queryPostgres(postgres.url, "CREATE DATABASE pooled");
    const { url, stop } = await startPgbouncer(postgres.url, "session");
    onTestFinished(stop);
    const variables = { DATABASE_URL: url("pooled"), EXCALIBUR_AUTH_SECRET: "s".repeat(32), ...OWNER_VARIABLES };
    const servers = [await ServerProcess.start(variables), await ServerProcess.start(variables)] as const;
    const owner = new Client(servers[0].url);
    await owner.signIn(OWNER);
    const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name: "x", target: { kind: "newExecutor" } });
    for (const server of servers) await new Client(server.url).sync(secret, { name: "x" });
    await owner.trpc.apiKeys.revoke.mutate({ id: key.id });
    const late = await fetch(`${servers[1].url}/v1/sync`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: JSON.stringify({ name: "x", kind: "agent", version: "1" }),
    });
    expect(await late.json()).toMatchObject({ error: { reason: "key_revoked" } });
    const headers = { cookie: owner.cookie ?? "" };
    const log = await fetch(`${servers[0].url}/api/audit/export?format=jsonl`, { headers });
    expect(await log.text()).toContain("api_key.revoked");
    for (const server of servers) expect(await server.stop()).toBe(0);
  },
);
