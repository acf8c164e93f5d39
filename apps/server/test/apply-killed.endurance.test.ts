import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MANAGEMENT_SCOPES } from "@excalibur/api/contract";
import { expect, test } from "vitest";
import { Client } from "./harness/client.ts";
import { ExcaliburCommand, type CommandResult } from "./harness/excalibur-command.ts";
import { KillingProxy, type Moment } from "./harness/killing-proxy.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess, withDataFolder } from "./harness/server-process.ts";

const WHEN = ["before", "answered", "sent"] as const;
/** Calls of one run of the command: what it reads, the policy, five keys. */
const REQUESTS = 10;
const MOMENTS: readonly Moment[] = [
  ...Array.from({ length: REQUESTS }, (_, request) => WHEN.map((when) => ({ request, when, laterMs: 0 }))).flat(),
  ...[1, 2, 4, 8].map((laterMs) => ({ request: REQUESTS - 4, when: "sent" as const, laterMs })),
];

test(`apply, killed at any of ${MOMENTS.length} moments and repeated, comes to the same end, does nothing twice, and shows no secret`, async () => {
  await withDataFolder(async (folder) => {
    const [data, work] = [join(folder, "data"), join(folder, "work")];
    await mkdir(work);
    const server = await ServerProcess.start({ EXCALIBUR_DATA_DIR: data, LOG_LEVEL: "debug", ...OWNER_VARIABLES });
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
      await writeFile(file, `version: 1\npolicy: { defaultLifeDays: ${index + 10} }\nkeys:\n${keys.join("\n")}\n`);

      await applyUntilKilled(file, moment);
      expect(await apply(file)).toMatchObject({ code: 0 });
      expect(await apply(file)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^no changes, 5 unchanged\n/) });

      const { items } = await owner.trpc.apiKeys.list.query({ search: `p${index}-`, limit: 200 });
      expect(items.map(({ name }) => name).toSorted()).toEqual(ids.toSorted());
      expect((await readdir(join(at, "keys"))).toSorted()).toEqual(ids.filter((id) => id.includes("-f")).toSorted());
      for (const id of ids) {
        const secret = (await readFile(join(at, id.includes("-f") ? "keys" : "store", id), "utf8")).trim();
        expect(await owner.sync(secret, { name: id })).toMatchObject({ status: 200 });
        secrets.push(secret);
      }
    }
    expect(killed).toBeGreaterThanOrEqual(20);

    await proxy.close();
    await server.stop();
    const stored = await Promise.all((await readdir(data)).map((name) => readFile(join(data, name), "latin1")));
    const seen = { printed: printed.join("\n"), logged: server.stdout + server.stderr, stored: stored.join("\n") };
    expect(secrets).toHaveLength(MOMENTS.length * 5);
    for (const secret of secrets) {
      for (const [where, text] of Object.entries(seen))
        expect({ where, has: text.includes(secret) }).toEqual({ where, has: false });
      const hash = createHash("sha256").update(secret).digest("hex");
      expect(seen.printed + seen.logged).not.toContain(hash);
    }
    for (const text of Object.values(seen)) expect(text.includes(managementKey)).toBe(false);
  });
});
