import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { setUpCommand } from "./harness/set-up-command.ts";

const { owner, folder, command, keyOf, close } = await setUpCommand();
afterAll(close);

describe("the command excalibur", () => {
  const idOf = (text: string) => /key_[0-9a-z]{26}/.exec(text)?.[0] ?? "";

  test("creates a key whose secret is in one file, and shows, rotates, revokes and deletes it", async () => {
    const file = join(folder, "prod.key");
    const created = await command.run("keys", "create", "--name", "prod", "--expires", "90", "--secret-file", file);
    expect(created).toMatchObject({ code: 0, stdout: "" });
    const secret = (await readFile(file, "utf8")).trim();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(created.stderr).not.toContain(secret);
    expect(await owner.sync(secret, { name: "prod-1" })).toMatchObject({ status: 200 });
    const id = idOf(created.stderr);

    expect((await command.run("keys", "list")).stdout).toMatch(new RegExp(`^${id}  prod +active`, "m"));
    expect(JSON.parse((await command.run("--json", "keys", "list", "--search", "prod")).stdout)).toMatchObject([
      { id },
    ]);
    expect((await command.run("keys", "show", id)).stdout).toContain("prod-1");
    expect(await command.run("keys", "create", "--name", "x", "--secret-file", file)).toMatchObject({ code: 73 });

    const update = ["keys", "update", id, "--note", "for CI", "--label", "env=prod", "--label", "tier=1"];
    expect((await command.run(...update)).stdout).toMatch(/^labels +env=prod tier=1$/m);
    const changed = await command.run("--json", "keys", "update", id, "--remove-label", "tier", "--owner", "none");
    expect(JSON.parse(changed.stdout)).toMatchObject({ note: "for CI", labels: { env: "prod" }, owner: null });
    expect(await command.run("keys", "update", id, "--label", "no label")).toMatchObject({ code: 64 });
    expect((await command.run("keys", "list", "--label", "env=prod")).stdout).toContain(id);
    expect((await command.run("keys", "list", "--label", "env=dev")).stdout).not.toContain(id);
    const { items } = await owner.trpc.executors.list.query({ search: "prod-1" });
    const marked = await command.run("executors", "update", items[0]?.id ?? "", "--label", "site=fra1");
    expect(marked.stdout).toMatch(/^labels +site=fra1$/m);

    const rotated = await command.run("keys", "rotate", id, "--when-moved", "--secret", "-");
    expect(rotated).toMatchObject({ code: 0, stdout: expect.stringMatching(/^exc_[0-9A-Za-z]{49}\n$/) });
    expect(await owner.sync(rotated.stdout.trim(), { name: "prod-1" })).toMatchObject({ status: 200 });
    const successor = idOf(rotated.stderr);
    expect(await command.run("keys", "revoke", successor, "--reason", "done")).toMatchObject({ code: 0 });
    expect(await command.run("keys", "revoke", successor)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("key_revoked"),
    });
    expect(await command.run("keys", "delete", successor)).toMatchObject({ code: 0 });
    expect(await command.run("keys", "show", successor)).toMatchObject({ code: 66 });
  });

  test("leaves no file behind where no key was made", async () => {
    const file = join(folder, "never.key");
    const readOnly = command.with({ EXCALIBUR_MANAGEMENT_KEY: await keyOf(["keys:read"]) });
    for (const words of [
      ["create", "--name", "x"],
      ["rotate", `key_${"0".repeat(26)}`],
    ]) {
      const { code, stderr } = await readOnly.run("keys", ...words, "--secret-file", file);
      expect({ code, isTold: stderr.includes("scope_missing") }).toEqual({ code: 77, isTold: true });
      await expect(stat(file)).rejects.toThrow("ENOENT");
      await expect(stat(`${file}.new`)).rejects.toThrow("ENOENT");
    }
  });

  test.each([
    ["no server's address", { EXCALIBUR_URL: "" }, ["keys", "list"], 78, "EXCALIBUR_URL"],
    ["no management key", { EXCALIBUR_MANAGEMENT_KEY: "" }, ["keys", "list"], 78, "EXCALIBUR_MANAGEMENT_KEY_FILE"],
    ["a key that was cut short", { EXCALIBUR_MANAGEMENT_KEY: "exm_abc" }, ["keys", "list"], 78, "exm_"],
    [
      "a server that does not answer",
      { EXCALIBUR_URL: "http://127.0.0.1:9" },
      ["keys", "list"],
      69,
      "could not be reached",
    ],
    ["an unknown command", {}, ["nonsense"], 64, "unknown command"],
    ["an id that is none", {}, ["keys", "show", "nonsense"], 65, "id"],
    [
      "two values that can't be used",
      {},
      ["keys", "create", "--name", "", "--expires", "9999", "--secret", "-"],
      65,
      "expiresInDays",
    ],
    ["no place for the secret", {}, ["keys", "create", "--name", "x"], 64, "--secret-file"],
  ])("with %s it ends with the documented code and says why", async (_, environment, words, code, says) => {
    const result = await command.with(environment).run(...words);
    expect(result).toMatchObject({ code, stdout: "", stderr: expect.stringContaining(says) });
    expect(result.stderr).not.toMatch(/ at .*\.mjs:/);
    // Each thing once.
    const sentences = result.stderr.split(/\n|; |: /).filter((sentence) => sentence.length > 20);
    expect(sentences).toEqual([...new Set(sentences)]);
  });
});
