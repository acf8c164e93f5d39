import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { SYNC_REFUSALS } from "@excalibur/api/contract";
import { expect, test } from "vitest";
import { groupVersions } from "../src/fleet/read-fleet-levels.ts";
import { version } from "../src/version.ts";
import { lacks } from "./harness/debian-programs.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const PROMETHEUS = fileURLToPath(new URL("../../../deploy/prometheus/", import.meta.url));

async function scrape(server: TestServer): Promise<string> {
  return (await fetch(`${server.url}/metrics`)).text();
}

test("every outcome of a sync is there at 0 before it has happened, so that its first time is seen", async () => {
  const server = await startTestServer("sqlite");
  const text = await scrape(server);
  await server.close();
  for (const outcome of ["accepted", "fault", ...Object.keys(SYNC_REFUSALS)]) {
    expect(text).toContain(`excalibur_syncs_total{outcome="${outcome}"} 0\n`);
  }
  for (const how of ["hit", "miss"]) expect(text).toContain(`excalibur_credential_lookups_total{how="${how}"} 0\n`);
  for (const operation of ["look_up_key", "change", "try_write"]) {
    expect(text).toContain(`excalibur_database_seconds_count{operation="${operation}"}`);
  }
  expect(text).toContain(`excalibur_build_info{version="${version}",node="${process.versions.node}"} 1\n`);
});

test.each(["sqlite", "postgresql"] as const)(
  "on %s the fleet is counted by state and version, and keys by days to expiry",
  async (dialect) => {
    const server = await startTestServer(dialect);
    const { owner } = await server.addOrganization("Acme");
    const client = await server.signIn(owner);
    const create = (expiresInDays?: number) =>
      client.trpc.apiKeys.create.mutate({ name: "x", target: { kind: "newExecutor" }, expiresInDays });
    const { secret } = await create();
    for (const days of [1, 5, 20, 400]) await create(days);
    await client.sync(secret, { name: "a", version: "2.0.0" });
    server.advanceClock(60_000);
    await client.sync(secret, { name: "b", version: "2.0.0" });
    const refused = await create();
    await client.sync(refused.secret, { name: "c", version: "2.0.0" });
    await server.flushPresence();
    await client.trpc.apiKeys.revoke.mutate({ id: refused.key.id });
    server.advanceClock(1_000);
    expect(await client.sync(refused.secret, { name: "c", version: "2.0.0" })).toMatchObject({ status: 401 });
    await server.flushPresence();
    const text = await scrape(server);
    await server.close();
    expect(text).toContain('excalibur_executors{state="refused",version="2.0.0"} 1\n');
    expect(text).toContain('excalibur_executors{state="offline",version="2.0.0"} 1\n');
    expect(text).toContain('excalibur_executors{state="online",version="2.0.0"} 1\n');
    expect(text).toContain(`excalibur_executors{state="duplicated",version="${version}"} 0\n`);
    for (const [days, count] of [
      [1, 1],
      [7, 2],
      [30, 3],
    ]) {
      expect(text).toContain(`excalibur_keys_expiring{within_days="${days}"} ${count}\n`);
    }
    expect(text).toMatch(/excalibur_database_seconds_count\{operation="change"\} [1-9]/);
    expect(text).toMatch(/excalibur_http_request_seconds_count\{route="\/trpc\/:path",status="2xx"\} [1-9]/);
  },
);

test("versions beyond the twenty commonest are counted together, for any version that executors report", () => {
  const executors = Array.from(
    { length: 30 },
    (_, index) => ({ state: "online", version: `v${index}`, count: 30 - index }) as const,
  );
  const grouped = groupVersions(executors);
  expect(grouped).toHaveLength(21);
  expect(grouped.find((each) => each.version === "other")).toEqual({ state: "online", version: "other", count: 55 });
  expect(groupVersions(executors.slice(0, 3))).toEqual(executors.slice(0, 3));
});

test.skipIf(lacks("promtool"))(
  "the alerts that are shipped fire when they should, by Prometheus' own judgement",
  () => {
    execFileSync("promtool", ["check", "rules", "rules.yml"], { cwd: PROMETHEUS, stdio: "pipe" });
    execFileSync("promtool", ["test", "rules", "rules.test.yml"], { cwd: PROMETHEUS, stdio: "pipe" });
  },
);
