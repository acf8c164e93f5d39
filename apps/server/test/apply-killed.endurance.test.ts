import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MANAGEMENT_SCOPES } from "@excalibur/api/contract";
import { expect, onTestFinished, test } from "vitest";
import { Client } from "./harness/client.ts";
import { ExcaliburCommand, type CommandResult } from "./harness/excalibur-command.ts";
import { KillingProxy, type Moment } from "./harness/killing-proxy.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess, withDataFolder } from "./harness/server-process.ts";
import { startTestReceiver, type TestReceiver } from "./harness/test-receiver.ts";

/** Before a request is what `sent` is for the one before it. */
const WHEN = ["answered", "sent"] as const;
/** Calls of one run of the command: what it reads, the policy, two channels and the third that is there, five keys. */
const REQUESTS = 14;
const MOMENTS: readonly Moment[] = [
  { request: 0, when: "before", laterMs: 0 },
  ...Array.from({ length: REQUESTS }, (_, request) => WHEN.map((when) => ({ request, when, laterMs: 0 }))).flat(),
  ...[1, 2, 4, 8].map((laterMs) => ({ request: REQUESTS - 4, when: "sent" as const, laterMs })),
];

/** Whether the first signature of a message, which is the current secret's, is made with this one. */
function isSignedWith(secret: string, { headers, body }: TestReceiver["received"][number]): boolean {
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const signature = createHmac("sha256", key).update(signed).digest("base64");
  return headers["webhook-signature"]?.split(" ")[0] === `v1,${signature}`;
}

test(`apply, killed at any of ${MOMENTS.length} moments and repeated, comes to the same end, does nothing twice, and shows no secret`, async () => {
  await withDataFolder(async (folder) => {
    const [data, work] = [join(folder, "data"), join(folder, "work")];
    await mkdir(work);
    const server = await ServerProcess.start({
      EXCALIBUR_DATA_DIR: data,
      LOG_LEVEL: "debug",
      ...OWNER_VARIABLES,
      EXCALIBUR_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.1",
    });
    const proxy = await KillingProxy.start(server.url);
    const owner = new Client(server.url);
    await owner.signIn(OWNER);
    const key = { name: "apply", scopes: [...MANAGEMENT_SCOPES], expiresInDays: 1 };
    const { secret: managementKey } = await owner.trpc.managementKeys.create.mutate(key);
    const built = await ExcaliburCommand.build(folder);
    const command = built.with({
      EXCALIBUR_URL: proxy.url,
      EXCALIBUR_MANAGEMENT_KEY: managementKey,
      PATH: process.env["PATH"],
    });
    const printed: string[] = [];
    let killed = 0;
    const secrets: string[] = [];
    const receiver = await startTestReceiver();
    onTestFinished(() => receiver.close());
    const room = { name: "room", receiver: { kind: "chat" as const, url: "https://chat.example/before" } };
    const { channel: there } = await owner.trpc.channels.create.mutate(room);
    const applyUntilKilled = async (file: string, moment: Moment) => {
      const child = command.start("apply", "-f", file);
      for (const stream of [child.stdout, child.stderr])
        stream?.on("data", (text: Buffer) => printed.push(text.toString()));
      proxy.arm(moment, () => void child.kill("SIGKILL"));
      const [, signal] = (await once(child, "close")) as [number | null, string | null];
      proxy.arm(null, () => undefined);
      if (signal === "SIGKILL") killed++;
    };
    const apply = async (file: string): Promise<CommandResult> => {
      const result = await command.run("apply", "-f", file);
      printed.push(result.stdout, result.stderr);
      return result;
    };

    for (const [index, moment] of MOMENTS.entries()) {
      const at = join(work, String(index));
      await mkdir(join(at, "store"), { recursive: true });
      const file = join(at, "organization.yaml");
      const ids = ["f1", "c1", "f2", "c2", "f3"].map((id) => `p${index}-${id}`);
      const store = `[sh, -c, 'cat > "${at}/store/$EXCALIBUR_EXTERNAL_ID"']`;
      const keys = ids.map(
        (id) => `  ${id}: { secret: ${id.includes("-f") ? `{ file: "keys/{id}" }` : `{ command: ${store} }`} }`,
      );
      const channels = [
        `  hook: { kind: webhook, url: "${receiver.url}/${index}", secretFile: secrets/hook, leastLevel: critical }`,
        `  other: { kind: webhook, url: "${receiver.url}/other", secretFile: secrets/other }`,
        `  room: { kind: chat, url: "https://chat.example/services/${index}" }`,
      ];
      await writeFile(
        file,
        `version: 1\npolicy: { defaultLifeDays: ${index + 10} }\nchannels:\n${channels.join("\n")}\nkeys:\n${keys.join("\n")}\n`,
      );

      await applyUntilKilled(file, moment);
      expect(await apply(file)).toMatchObject({ code: 0 });
      expect(await apply(file)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^no changes, 8 unchanged\n/) });

      const { items } = await owner.trpc.apiKeys.list.query({ search: `p${index}-`, limit: 200 });
      expect(items.map(({ name }) => name).toSorted()).toEqual(ids.toSorted());
      expect((await readdir(join(at, "keys"))).toSorted()).toEqual(ids.filter((id) => id.includes("-f")).toSorted());
      for (const id of ids) {
        const secret = (await readFile(join(at, id.includes("-f") ? "keys" : "store", id), "utf8")).trim();
        expect(await owner.sync(secret, { name: id })).toMatchObject({ status: 200 });
        secrets.push(secret);
      }

      const { items: channelsNow } = await owner.trpc.channels.list.query();
      expect(channelsNow.map(({ name, id }) => [name, id === there.id])).toEqual([
        ["room", true],
        ["hook", false],
        ["other", false],
      ]);
      for (const { id, name } of channelsNow.slice(1)) {
        const signing = (await readFile(join(at, "secrets", name), "utf8")).trim();
        await owner.trpc.channels.test.mutate({ id });
        expect(isSignedWith(signing, receiver.received.at(-1)!)).toBe(true);
        secrets.push(signing);
        await owner.trpc.channels.delete.mutate({ id });
      }
    }
    expect(killed).toBeGreaterThanOrEqual(20);

    await proxy.close();
    await server.stop();
    const stored = await Promise.all((await readdir(data)).map((name) => readFile(join(data, name), "latin1")));
    const seen = { printed: printed.join("\n"), logged: server.stdout + server.stderr, stored: stored.join("\n") };
    expect(secrets).toHaveLength(MOMENTS.length * 7);
    for (const secret of secrets) {
      for (const [where, text] of Object.entries(seen))
        expect({ where, has: text.includes(secret) }).toEqual({ where, has: false });
      const hash = createHash("sha256").update(secret).digest("hex");
      expect(seen.printed + seen.logged).not.toContain(hash);
    }
    for (const text of Object.values(seen)) expect(text.includes(managementKey)).toBe(false);
  });
});
