import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { enrol } from "./harness/enrol.ts";
import { eventually } from "./harness/eventually.ts";
import { setUpCommand } from "./harness/set-up-command.ts";

const { server, owner, folder, bare, command, keyOf, close } = await setUpCommand();
afterAll(close);

describe("more of the command excalibur", () => {
  test("creates a code for a fleet, lists it with its uses, and revokes it; shows the policy", async () => {
    const file = join(folder, "fleet.code");
    const words = ["--pattern", "web-{n}", "--hosts", "3", "--minutes", "60", "--secret-file", file];
    const created = await command.run("codes", "create", ...words);
    expect(created).toMatchObject({ code: 0, stdout: "" });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const id = /cod_[0-9a-z]{26}/.exec(created.stderr)?.[0] ?? "";
    const enrolled = await enrol(server, (await readFile(file, "utf8")).trim(), {});
    expect(enrolled).toMatchObject({ status: 200, body: { executor: { name: "web-1" } } });
    expect((await command.run("codes", "list")).stdout).toMatch(new RegExp(`^${id}  web-\\{n\\} +open +1/3`, "m"));
    expect(await command.run("codes", "revoke", id)).toMatchObject({ code: 0 });
    expect(await command.run("codes", "revoke", id)).toMatchObject({ code: 66 });
    expect((await command.run("codes", "list")).stdout).toMatch(new RegExp(`^${id} .* revoked +1/3`, "m"));

    await owner.trpc.policies.update.mutate({ longestLifeDays: 90 });
    expect((await command.run("policy")).stdout).toMatch(/^longest life +90 days$/m);
    const secret = ["--secret", "-"];
    const byPolicy = await command.run("--json", "keys", "create", "--name", "by-policy", ...secret);
    const { key } = JSON.parse(byPolicy.stderr) as { key: { createdAt: string; expiresAt: string } };
    expect(Date.parse(key.expiresAt) - Date.parse(key.createdAt)).toBe(90 * 24 * 60 * 60 * 1000);
    const tooLong = await command.run("keys", "create", "--name", "x", "--expires", "365", ...secret);
    expect(tooLong).toMatchObject({ code: 1, stderr: expect.stringContaining("at most 90 days") });
    await owner.trpc.policies.update.mutate({ longestLifeDays: null });
  });

  test("has executors renew keys, by ids or by a filter whose number of keys is named", async () => {
    const { key, secret } = await owner.trpc.apiKeys.create.mutate({
      name: "renewed",
      target: { kind: "newExecutor" },
      labels: { renew: "yes" },
    });
    const { body } = await owner.sync(secret ?? "", { name: "renewed-1" });
    const { executor } = body as { executor: { id: string } };
    const filter = ["keys", "renew", "--label", "renew=yes"];
    expect(await command.run(...filter)).toMatchObject({ code: 1, stderr: expect.stringContaining("--expect 1") });
    expect(await command.run(...filter, "--expect", "2")).toMatchObject({ code: 1 });
    expect((await owner.trpc.apiKeys.get.query({ id: key.id })).renewing).toBe(0);
    const asked = await command.run(...filter, "--expect", "1", "--old-keys-end-in", "24");
    expect(asked).toMatchObject({ code: 0, stdout: "asked for 1 keys: 1 executors are told\n" });
    const { renewing, retiresAt } = await owner.trpc.apiKeys.get.query({ id: key.id });
    expect({ renewing, isRetiring: retiresAt !== null }).toEqual({ renewing: 1, isRetiring: true });
    const unknown = `key_${"0".repeat(26)}`;
    expect((await command.run("keys", "renew", key.id, unknown)).stdout).toContain(`${unknown} (key_not_found)`);
    expect((await command.run("executors", "renew", executor.id)).stdout).toBe("it is told to already\n");
    expect((await command.run("executors", "show", executor.id)).stdout).toMatch(/^renewal +asked for$/m);
    expect(await command.run("keys", "renew")).toMatchObject({ code: 64 });
  });

  test("shows executors and events, cuts an executor off, deletes it", async () => {
    const { secret } = await owner.trpc.apiKeys.create.mutate({ name: "edge", target: { kind: "newExecutor" } });
    const { key, secret: managementKey } = await owner.trpc.managementKeys.create.mutate({
      name: "follower",
      scopes: ["events:read"],
      expiresInDays: 1,
    });
    const follower = command.with({ EXCALIBUR_MANAGEMENT_KEY: managementKey });
    const following = follower.start("events", "--follow", "--limit", "0");
    let followed = "";
    following.stdout?.on("data", (chunk: Buffer) => (followed += chunk.toString()));
    await eventually(async () => {
      await owner.sync(secret, { name: `edge-${Math.random().toString(36).slice(2)}` });
      expect(followed).toContain("executor.connected");
    });
    await owner.trpc.managementKeys.revoke.mutate({ id: key.id });
    expect(await once(following, "close")).toEqual([77, null]);
    const executors = JSON.parse((await command.run("--json", "executors", "list", "--search", "edge")).stdout) as {
      id: string;
    }[];
    const id = executors[0]!.id;
    expect((await command.run("executors", "show", id)).stdout).toContain("(active)");
    expect(await command.run("executors", "revoke-access", id)).toMatchObject({ code: 0 });
    expect(await command.run("executors", "delete", id)).toMatchObject({ code: 0 });
    expect(await command.run("executors", "show", id)).toMatchObject({ code: 66 });
    expect((await command.run("events")).stdout).toContain("executor.deleted");
  });

  test("writes a list as a file of either form, under the list's filter", async () => {
    await owner.trpc.apiKeys.create.mutate({ name: "listed", target: { kind: "newExecutor" } });
    const { items } = await owner.trpc.apiKeys.list.query({ status: "active" });
    const jsonl = await command.run("keys", "list", "--status", "active", "--format", "jsonl");
    const ids = jsonl.stdout
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { id: string }).id);
    expect(ids).toEqual(items.map(({ id }) => id));
    const csv = await command.run("keys", "list", "--status", "active", "--format", "csv");
    expect(csv.stdout.split("\r\n")[0]).toMatch(/^\ufeffId,Name,/);
    for (const list of [["executors", "list", "--older", "--label", "env=prod"], ["members", "list"], ["events"]]) {
      expect(await command.run(...list, "--format", "csv")).toMatchObject({ code: 0 });
    }
    const latest = await command.run("events", "--limit", "2", "--format", "jsonl");
    expect(latest.stdout.trim().split("\n")).toHaveLength(2);
    expect((await command.run("members", "list")).stdout).toMatch(/@.* owner /);
    const none = await command.run("keys", "list", "--never-used", "--owner", "none", "--unused-for", "30");
    expect(none).toMatchObject({ code: 0, stdout: expect.not.stringContaining("key_") as string });
  });

  test("exports and verifies the audit log", async () => {
    const exported = await command.run("audit", "export");
    const lines = exported.stdout.trim().split("\n");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ sequence: 1 });
    const verified = await command.run("audit", "verify");
    expect(verified).toMatchObject({ code: 0, stdout: expect.stringMatching(/^ok: \d+ rows, head [0-9a-f]{64}\n$/) });
    expect(await command.run("audit", "verify", "--head", "0".repeat(64))).toMatchObject({ code: 1 });
  });

  test("finds whole keys in files, and shows no more of them than their hint", async () => {
    const { secret } = await owner.trpc.apiKeys.create.mutate({ name: "leaked", target: { kind: "newExecutor" } });
    const [leaky, clean] = [join(folder, "leaky.env"), join(folder, "clean.env")];
    const example = `exc_${"0".repeat(49)}`;
    await writeFile(leaky, `# ${example}\nKEY="${secret}"\n`);
    await writeFile(clean, `${example}\n`);
    expect(await bare.run("leaks", clean)).toMatchObject({ code: 0, stdout: "" });
    const found = await bare.run("leaks", clean, leaky);
    expect(found).toMatchObject({ code: 1, stdout: `${leaky}:2: ${secret?.slice(0, 8) ?? ""}…\n` });
    expect(await bare.run("leaks", join(folder, "none"))).toMatchObject({
      code: 66,
      stderr: expect.stringContaining("is not there"),
    });
    expect(await bare.run("leaks", folder)).toMatchObject({ code: 66, stderr: expect.stringContaining("is a folder") });
  });

  test("reads the management key from a file", async () => {
    const file = join(folder, "management.key");
    await writeFile(file, `${await keyOf(["keys:read"])}\n`);
    const reading = bare.with({ EXCALIBUR_URL: `${server.url}/`, EXCALIBUR_MANAGEMENT_KEY_FILE: file });
    expect(await reading.run("keys", "list")).toMatchObject({ code: 0 });
  });

  /** What each shell offers when these words were typed, the last of them not yet ended. */
  const shells: Readonly<Record<string, (script: string, words: readonly string[]) => string>> = {
    bash: (script, words) => `${script}
      COMP_WORDS=(excalibur ${words.map((word) => `"${word}"`).join(" ")}); COMP_CWORD=${words.length}
      _excalibur; printf '%s\\n' "\${COMPREPLY[@]}"`,
    // The function that zsh calls, with what it calls itself replaced by what shows its arguments.
    zsh: (
      script,
      words,
    ) => `compdef() { }; _files() { print FILES }; compadd() { shift; print -l -- \${(M)@:#\${words[CURRENT]}*} }
      ${script}
      words=(excalibur ${words.map((word) => `"${word}"`).join(" ")}); CURRENT=${words.length + 1}; _excalibur`,
    fish: (script, words) => `${script}
      complete -C "excalibur ${words.join(" ")}" | string match -r "^[^\\t]+"`,
  };

  test.each(Object.entries(shells))("%s completes commands, options and values", async (shell, ask) => {
    const { stdout: script } = await bare.run("completion", shell);
    const offered = (...words: string[]) =>
      execFileSync(shell, [shell === "bash" ? "--norc" : shell === "zsh" ? "-f" : "-N", "-c", ask(script, words)], {
        encoding: "utf8",
        cwd: folder,
        env: { PATH: process.env["PATH"], HOME: folder },
      })
        .split("\n")
        .filter((line) => line !== "")
        .toSorted();
    expect(offered("keys", "cr")).toEqual(["create"]);
    expect(offered("keys", "create", "--sec")).toEqual(["--secret", "--secret-file"]);
    expect(offered("--json", "keys", "create", "--name", "list", "--sec")).toEqual(["--secret", "--secret-file"]);
    expect(offered("keys", "revoke", "key_1", "--rea")).toEqual(["--reason"]);
    expect(offered("keys", "list", "--status", "")).toEqual(["active", "expired", "revoked"]);
    expect(offered("completion", "")).toEqual(expect.arrayContaining(["bash", "fish", "zsh"]));
  });
});
