import { randomUUID } from "node:crypto";
import { adminCalls } from "../e2e/support/admin-calls.ts";
import { changeDatabase } from "../e2e/support/change-database.ts";
import { sync, type TestServer } from "../e2e/support/start-server.ts";

/** So often in turn two instances are noticed at once. */
const ROUNDS_OF_TWO = 8;
const DAY_MS = 24 * 60 * 60 * 1_000;
const SITES = ["eu-1", "eu-2", "us-1", "ap-1"];
const DUTIES = ["payments", "search", "billing", "builds", "backup", "mail"];

/** What the scenes need to find their way. */
export interface Seeded {
  keyId: string;
  executorId: string;
  /** An executor that runs twice. */
  duplicatedId: string;
  /** Its key's secret. */
  secret: string;
  /** Syncs every executor that is to be online once more. */
  beat: () => Promise<void>;
}

interface Created {
  key: { id: string };
  secret: string;
}

/** Makes an organization as it looks after some months, on a server that has an owner only. */
export async function seedOrganization({ url, dataFolder }: TestServer): Promise<Seeded> {
  const { mutate, query, revokeKey } = await adminCalls(url);
  const create = (name: string, expiresInDays: number | null = null) =>
    mutate<Created>("apiKeys.create", { name, target: { kind: "newExecutor" }, expiresInDays });

  const online: { name: string; secret: string }[] = [];
  const names = SITES.flatMap((site) => DUTIES.map((duty) => `${duty}-${site}`));
  for (const [index, name] of names.entries()) {
    const { key, secret } = await create(name, index % 4 === 0 ? 5 + index : null);
    if (index % 5 === 4) continue;
    await sync(url, secret, name);
    if (index % 6 !== 1) online.push({ name, secret });
    if (index % 7 === 3) await sync(url, secret, `${name}-spare`);
    if (index % 11 === 5) {
      await revokeKey(key.id);
      await sync(url, secret, name);
    }
  }
  // What expires over the next month, more on some days than on others.
  for (let days = 1; days <= 29; days++) {
    for (let each = 0; each < 1 + ((days * 7) % 5); each++) await create(`build-${days}-${each + 1}`, days);
  }
  for (const email of ["grace@acme.test", "alan@acme.test"]) {
    await mutate("invitations.create", { email, role: "member" });
  }
  for (const [name, receiver] of [
    ["On call", { kind: "webhook", url: "https://hooks.example.com/excalibur" }],
    ["#security", { kind: "chat", url: "https://hooks.slack.com/services/T0/B0/example" }],
    ["Expiries", { kind: "calendar" }],
  ] as const) {
    await mutate("channels.create", { name, receiver });
  }
  // As if it had been made over the last months.
  changeDatabase(dataFolder, (database) => {
    const keys = database.prepare("SELECT id FROM api_key ORDER BY id").all() as { id: string }[];
    const now = Date.now();
    for (const [index, { id }] of keys.entries()) {
      database
        .prepare("UPDATE api_key SET created_at = ? WHERE id = ?")
        .run(now - (keys.length - index) * 4 * DAY_MS, id);
    }
  });
  const shared = await query<{ items: { id: string; name: string; boundKey: { id: string } | null }[] }>(
    "executors.list",
    { search: "-spare" },
  );
  const executor = shared.items[0];
  if (executor?.boundKey == null) throw new Error("No executor shares a key.");
  const golden = await create("golden-image");
  const hosts = ["vm-17.internal", "vm-17-clone.internal"].map((host) => ({ host, instanceId: randomUUID() }));
  const beat = async () => {
    for (const { name, secret } of online) await sync(url, secret, name);
    for (let round = 0; round < ROUNDS_OF_TWO; round++) {
      for (const facts of hosts) await sync(url, golden.secret, "golden-image", facts);
    }
  };
  await beat();
  const duplicated = await query<{ items: { id: string }[] }>("executors.list", { search: "golden-image" });
  return {
    keyId: executor.boundKey.id,
    executorId: executor.id,
    duplicatedId: duplicated.items[0]?.id ?? "",
    secret: golden.secret,
    beat,
  };
}
