import { createHash } from "node:crypto";
import { chmod, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Client } from "./harness/client.ts";
import { ownSecret } from "./harness/own-secret.ts";
import { serveApply } from "./harness/serve-apply.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

describe("excalibur apply", () => {
  const served = serveApply();
  const { start, printed } = served;
  const auditRows = ({ trpc }: Client) => trpc.audit.list.query({}).then(({ items }) => items);

  test("makes keys with all that the file says of them, once; their secrets are in files that only their owner can read", async () => {
    const { tenant, owner, at, write, plan, apply, json, secretIn } = await start("makes");
    await owner.trpc.apiKeys.create.mutate({ name: "by hand", target: { kind: "newExecutor" } });
    await write(`
labels: { team: web }
defaults: { expiresInDays: 90, owner: ${tenant.owner.email}, secret: { file: "keys/{id}" } }
keys:
  web-1: { executor: web-1, note: rack 7, labels: { site: fra1 } }
  web-2: { name: Second, owner: none, expiresInDays: never, kind: agent, executor: web-2 }
`);
    const planned = await plan("--exit-code");
    expect(planned).toMatchObject({ code: 1, out: expect.stringContaining("2 to create, 0 to change, 0 to revoke") });
    expect(planned.out).toContain("0 with an external id, 1 without");
    expect((await owner.trpc.apiKeys.list.query({})).total).toBe(1);
    expect(await readdir(at)).toEqual(["organization.yaml"]);

    const applied = await apply();
    expect(applied).toMatchObject({ code: 0, out: planned.out });
    const { items } = await owner.trpc.apiKeys.listNamed.query({});
    expect(items).toMatchObject([
      {
        externalId: "web-1",
        key: {
          name: "web-1",
          note: "rack 7",
          labels: { team: "web", site: "fra1" },
          owner: { userId: tenant.owner.userId },
        },
      },
      { externalId: "web-2", key: { name: "Second", labels: { team: "web" }, owner: null, expiresAt: null } },
    ]);
    const secret = await secretIn("keys/web-1");
    expect((await stat(join(at, "keys/web-1"))).mode & 0o777).toBe(0o600);
    expect((await stat(join(at, "keys"))).mode & 0o777).toBe(0o700);
    expect(await owner.sync(secret, { name: "web-1" })).toMatchObject({ status: 200 });
    expect(await readdir(join(at, "keys"))).toEqual(["web-1", "web-2"]);

    const before = await auditRows(owner);
    expect(await apply()).toMatchObject({ code: 0, out: expect.stringMatching(/^no changes, 2 unchanged\n/) });
    expect(await plan("--exit-code")).toMatchObject({ code: 0 });
    expect(await json()).toMatchObject({ policy: null, keys: [], problems: [], unchanged: 2 });
    expect(await auditRows(owner)).toEqual(before);
    expect(await secretIn("keys/web-1")).toBe(secret);
  });

  test("changes note, labels and owner, and leaves what the file does not name", async () => {
    const { tenant, owner, write, plan, apply } = await start("changes");
    const defaults = `defaults: { secret: { file: "{id}" } }`;
    await write(`${defaults}\nkeys:\n  a: { note: old, labels: { env: dev } }\n  b: { labels: { env: dev } }\n`);
    await apply();
    const [first] = (await owner.trpc.apiKeys.listNamed.query({})).items;
    await owner.trpc.apiKeys.update.mutate({ id: first!.key.id, ownerId: null });
    await write(`${defaults}\nkeys:\n  a: { note: new, labels: { env: prod }, owner: ${tenant.owner.email} }\n`);
    const { out } = await plan();
    expect(out).toContain(`~ a  note: "old" → "new"; labels: env=dev → env=prod; owner: none → `);
    expect(out).toContain("1 with an external id (b), 0 without");
    expect(await apply()).toMatchObject({ code: 0 });
    expect((await owner.trpc.apiKeys.listNamed.query({})).items).toMatchObject([
      { key: { note: "new", labels: { env: "prod" }, owner: { userId: tenant.owner.userId } } },
      { key: { labels: { env: "dev" }, status: "active" } },
    ]);
  });

  test("revokes what the file no longer names only with --prune, and only with the labels of the file", async () => {
    const { owner, write, plan, apply } = await start("prunes");
    const defaults = `defaults: { secret: { file: "{id}" } }`;
    await write(`${defaults}\nlabels: { team: web }\nkeys: { a: {}, b: {} }\n`);
    await apply();
    const target = { kind: "newExecutor" as const };
    await owner.trpc.apiKeys.ensure.mutate({ externalId: "elsewhere", name: "x", target });
    await owner.trpc.apiKeys.create.mutate({ name: "by hand", target, labels: { team: "web" } });
    await write(`${defaults}\nlabels: { team: web }\nkeys: { a: {} }\n`);
    expect((await plan()).out).toContain("2 with an external id (b elsewhere), 1 without");
    expect((await plan("--prune")).out).toMatch(
      /^- b {2}revoke key_\w+ for good: it is not in the file; no executor uses it$/m,
    );
    expect(await apply("--prune")).toMatchObject({ code: 0 });
    const { counts } = await owner.trpc.apiKeys.list.query({});
    expect(counts).toEqual({ active: 3, expired: 0, revoked: 1 });
    expect((await apply("--prune")).out).toContain("no changes");
    await write(`${defaults}\nkeys: { a: {} }\n`);
    expect(await apply("--prune")).toMatchObject({ code: 64, err: expect.stringContaining("Give it labels") });
  });

  test("changes the policy, and lets it end keys only when their number is said", async () => {
    const { owner, write, plan, apply } = await start("policy");
    const { key } = await owner.trpc.apiKeys.create.mutate({ name: "old", target: { kind: "newExecutor" } });
    const createdAt = new Date(Date.now() - 20 * DAY_MS);
    await served.server.database.client.apiKey.update({ where: { id: key.id }, data: { createdAt } });
    await write("policy: { longestLifeDays: 10, defaultLifeDays: 5 }\n");
    const refused = await apply();
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("--end-keys 1") });
    expect(refused.out).toContain(
      "~ policy  longestLifeDays: none → 10; defaultLifeDays: none → 5 (ends 1 keys at once",
    );
    expect(await apply("--end-keys", "2")).toMatchObject({ code: 1 });
    expect(await owner.trpc.policies.get.query()).toMatchObject({ longestLifeDays: null });
    expect(await apply("--end-keys", "1")).toMatchObject({ code: 0 });
    expect(await owner.trpc.policies.get.query()).toMatchObject({
      longestLifeDays: 10,
      defaultLifeDays: 5,
      unusedDays: null,
    });
    expect(await apply("--end-keys", "1")).toMatchObject({ code: 0, out: expect.stringContaining("no changes") });
    await write("policy: { longestLifeDays: null }\n");
    expect((await plan()).out).toContain("~ policy  longestLifeDays: 10 → none");
  });

  test("says which keys can't be made what the file says, and does the rest", async () => {
    const { owner, write, apply, plan } = await start("stuck");
    const defaults = `defaults: { secret: { file: "{id}" }, expiresInDays: 30 }`;
    await write(`${defaults}\nkeys: { gone: {}, renamed: { executor: one } }\n`);
    await apply();
    const { items } = await owner.trpc.apiKeys.listNamed.query({});
    await owner.trpc.apiKeys.revoke.mutate({ id: items[0]!.key.id });
    await write(
      `${defaults}\nkeys: { gone: {}, renamed: { name: other, executor: two, expiresInDays: 40 }, more: {} }\n`,
    );
    const applied = await apply();
    expect(applied).toMatchObject({
      code: 1,
      err: expect.stringContaining("2 of what the file asks for can't be done"),
    });
    expect(applied.out).toMatch(
      /^! gone {2}its key key_\w+ is revoked and stays so\. .*excalibur keys delete key_\w+$/m,
    );
    expect(applied.out).toContain(
      "! renamed  name is renamed, not other; executor is one, not two; life is 30 days, not 40 days.",
    );
    expect((await owner.trpc.apiKeys.list.query({})).counts).toEqual({ active: 2, expired: 0, revoked: 1 });
    await owner.trpc.apiKeys.delete.mutate({ id: items[0]!.key.id });
    await write(`${defaults}\nkeys: { gone: {}, more: {} }\n`);
    expect((await plan()).out).toContain("1 to create");
    expect(await apply()).toMatchObject({ code: 0 });
  });

  test("hands a secret to a command's standard input before the key exists; without an end of 0 there is no key", async () => {
    const { owner, at, write, apply, secretIn } = await start("commands");
    const store = `["sh", "-c", 'cat > "$0/$EXCALIBUR_EXTERNAL_ID"; env > "$0/env"', "${at}"]`;
    await write(`keys:\n  a: { secret: { command: ${store} } }\n`);
    expect(await apply()).toMatchObject({ code: 0 });
    const secret = await secretIn("a");
    expect(await owner.sync(secret, { name: "a" })).toMatchObject({ status: 200 });
    expect(await secretIn("env")).not.toMatch(/exc_|exm_/);
    await write(
      `keys:\n  a: { secret: { command: ${store} } }\n  b: { secret: { command: [sh, -c, "cat; exit 3"] } }\n`,
    );
    const failed = await apply();
    expect(failed).toMatchObject({
      code: 1,
      err: expect.stringContaining("b: sh ended with 3. No key was created.\n…"),
    });
    await write(`keys:\n  b: { secret: { command: [no-such-program] } }\n`);
    expect(await apply()).toMatchObject({
      code: 1,
      err: expect.stringContaining("no-such-program can't be run (ENOENT)"),
    });
    expect((await owner.trpc.apiKeys.list.query({})).total).toBe(1);
    expect(await secretIn("a")).toBe(secret);
  });

  test("goes on with the secret that an interrupted run left, whether its key exists or not", async () => {
    const { owner, at, write, plan, apply, secretIn } = await start("interrupted");
    await write(`defaults: { secret: { file: "{id}" } }\nkeys: { before: {}, after: {}, foreign: {}, half: {} }\n`);
    const [before, after, foreign] = [ownSecret(), ownSecret(), ownSecret()];
    const leave = (id: string, text: string) => writeFile(join(at, `${id}.new`), text, { mode: 0o600 });
    await leave("before", `${before.secret}\n`);
    await leave("after", `${after.secret}\n`);
    await leave("foreign", `${foreign.secret}\n`);
    await leave("half", before.secret.slice(0, 20));
    const target = { kind: "newExecutor" as const };
    const { secretHash, hint } = after;
    await owner.trpc.apiKeys.ensure.mutate({ externalId: "after", name: "after", target, secretHash, hint });
    await owner.trpc.apiKeys.ensure.mutate({ externalId: "foreign", name: "foreign", target });
    expect((await plan()).out).toContain("2 to create, 2 to change, 0 to revoke");
    expect(await apply()).toMatchObject({ code: 0 });
    expect(await secretIn("before")).toBe(before.secret);
    expect(await secretIn("after")).toBe(after.secret);
    for (const id of ["before", "after", "half"]) {
      expect(await owner.sync(await secretIn(id), { name: id })).toMatchObject({ status: 200 });
    }
    expect((await readdir(at)).toSorted()).toEqual(["after", "before", "half", "organization.yaml"]);
    expect((await apply()).out).toContain("no changes");
  });

  test("writes through no link, over no file that holds something else, and takes up no secret that others can read", async () => {
    const { owner, at, write, apply } = await start("files");
    await write(`defaults: { secret: { file: "{id}" } }\nkeys: { a: {}, b: {}, c: {} }\n`);
    await writeFile(join(at, "a"), "precious\n");
    await writeFile(join(at, "elsewhere"), "");
    await symlink(join(at, "elsewhere"), join(at, "b.new"));
    await writeFile(join(at, "c.new"), `${ownSecret().secret}\n`);
    await chmod(join(at, "c.new"), 0o644);
    const applied = await apply();
    expect(applied).toMatchObject({ code: 73, err: expect.stringContaining("only you can read") });
    await rm(join(at, "b.new"));
    await rm(join(at, "c.new"));
    expect(await apply()).toMatchObject({ code: 73, err: expect.stringContaining("a: a is there already") });
    expect(await readFile(join(at, "a"), "utf8")).toBe("precious\n");
    expect(await readFile(join(at, "elsewhere"), "utf8")).toBe("");
    expect((await owner.trpc.apiKeys.list.query({})).total).toBe(2);
  });

  test("needs the scopes for what it does, and does nothing without them", async () => {
    const { owner, at, write, applyAs, keyOf } = await start("scopes");
    await write(`defaults: { secret: { file: "{id}" } }\nkeys: { a: {} }\n`);
    expect(await applyAs(await keyOf(["keys:read"]))).toMatchObject({
      code: 77,
      err: expect.stringContaining("scope_missing"),
    });
    await write(`policy: { longestLifeDays: 10 }\n`);
    expect(await applyAs(await keyOf(["keys:read", "keys:write"]))).toMatchObject({ code: 77 });
    expect((await owner.trpc.apiKeys.list.query({})).total).toBe(0);
    expect(await readdir(at)).toEqual(["organization.yaml"]);
  });

  test("prints no secret and no hash of one, and sends none", async () => {
    const { server, folder } = served;
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const texts = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), "utf8")));
    const secrets = texts.flatMap((text) => text.match(/exc_[0-9A-Za-z]{49}/g) ?? []);
    expect(secrets.length).toBeGreaterThan(5);
    const all = printed.join("\n");
    const database = JSON.stringify([
      await server.database.client.auditRow.findMany(),
      await server.database.client.apiKey.findMany(),
      await server.database.client.idempotentRequest.findMany(),
    ]);
    for (const secret of secrets) {
      expect(all).not.toContain(secret);
      expect(all).not.toContain(createHash("sha256").update(secret).digest("hex"));
      expect(database).not.toContain(secret);
    }
  });
});
