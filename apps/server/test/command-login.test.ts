import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runProgram } from "../../../packages/cli/src/program.ts";
import { reasonOf, type Client } from "./harness/client.ts";
import { ownSecret } from "./harness/own-secret.ts";
import type { Tenant } from "./harness/people.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const MINUTE_MS = 60_000;

describe("a login of the command", () => {
  let server: TestServer;
  let acme: Tenant;
  let owner: Client;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "excalibur-login-"));
    server = await startTestServer("sqlite");
    acme = await server.addOrganization("Acme");
    owner = await server.signIn(acme.owner);
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** The command with a home of its own. */
  const command = (home: string) => {
    const environment = { XDG_CONFIG_HOME: join(folder, home) };
    return (words: readonly string[], onNote: (text: string) => void = () => undefined) => {
      let [out, err] = ["", ""];
      const note = (text: string) => {
        err += text;
        onNote(text);
      };
      const ended = runProgram(words, environment, { out: (text) => (out += text), err: note });
      return ended.then((code) => ({ code, out, err }));
    };
  };
  /** Runs `login`, and lets a person do something with the code that it shows. */
  const login = async (home: string, then: (code: string) => Promise<unknown>, ...more: string[]) => {
    let decided: Promise<unknown> | undefined;
    const result = await command(home)(["login", server.url, ...more], (text) => {
      const code = /confirm the code (\S+)/.exec(text)?.[1];
      if (code !== undefined) decided = then(code);
    });
    await decided;
    return result;
  };
  const begin = async (by: Client = server.anonymous()) =>
    by.trpc.logins.begin.mutate({
      name: "ada@laptop",
      host: "laptop",
      scopes: ["keys:read"],
      expiresInDays: 30,
      ...ownSecret("managementKey").hashed,
    });

  test("that an owner confirms has a management key of its own, kept where only its user can read it, until it logs out", async () => {
    const ask = async (code: string) => {
      const preview = await owner.trpc.logins.preview.mutate({ code: code.toLowerCase() });
      expect(preview).toMatchObject({ code, name: "laptop key", sourceAddress: "127.0.0.1", isSameAddress: true });
      expect(preview).toMatchObject({ scopes: ["keys:read", "keys:write"], expiresInDays: 10 });
      await owner.trpc.logins.confirm.mutate({ code });
    };
    const words = ["--name", "laptop key", "--scope", "keys:read", "keys:write", "--expires", "10"];
    const loggedIn = await login("one", ask, ...words);
    expect(loggedIn).toMatchObject({ code: 0, out: expect.stringMatching(/^logged in to Acme until /) });
    const file = join(folder, "one/excalibur/login.json");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, "one/excalibur"))).mode & 0o777).toBe(0o700);
    const kept = JSON.parse(await readFile(file, "utf8")) as { managementKey: string; keyId: string }[];
    expect(kept).toHaveLength(1);
    const { managementKey, keyId } = kept[0]!;
    expect(loggedIn.out + loggedIn.err).not.toContain(managementKey);

    const run = command("one");
    expect(await run(["keys", "list"])).toMatchObject({ code: 0 });
    expect(await run(["executors", "list"])).toMatchObject({ code: 77 });
    const { items } = await owner.trpc.managementKeys.list.query({});
    expect(items.find(({ id }) => id === keyId)).toMatchObject({
      name: "laptop key",
      createdBy: { id: acme.owner.userId },
    });
    const audit = await owner.trpc.audit.list.query({ targetId: keyId });
    expect(audit.items[0]).toMatchObject({
      action: "management_key.created",
      actor: { id: acme.owner.userId },
      details: { requestedFrom: "127.0.0.1", requestedByHost: expect.any(String) },
    });

    expect(await run(["logout"])).toMatchObject({ code: 0, out: expect.stringContaining("logged out of Acme") });
    await expect(stat(file)).rejects.toThrow("ENOENT");
    const ended = await owner.trpc.audit.list.query({ targetId: keyId });
    expect(ended.items[0]).toMatchObject({ action: "management_key.revoked", actor: { kind: "management_key" } });
    const listed = await fetch(`${server.url}/v1/keys`, { headers: { authorization: `Bearer ${managementKey}` } });
    expect(await listed.json()).toMatchObject({ reason: "management_key_revoked" });
    expect(await run(["logout"])).toMatchObject({ code: 66 });
    expect(await run(["keys", "list"])).toMatchObject({ code: 78, err: expect.stringContaining("excalibur login") });
  });

  test("is one of an organization: a second one is kept beside it, and a login again takes the place of the first", async () => {
    const beta = await server.signIn((await server.addOrganization("Beta")).owner);
    const confirm = (by: Client) => (code: string) => by.trpc.logins.confirm.mutate({ code });
    const words = ["--scope", "keys:read"];
    expect(await login("several", confirm(owner), ...words)).toMatchObject({ code: 0 });
    expect(await login("several", confirm(beta), ...words)).toMatchObject({ code: 0 });
    await beta.trpc.apiKeys.create.mutate({ name: "of beta", target: { kind: "newExecutor" } });
    const run = command("several");
    expect(await run(["keys", "list"])).toMatchObject({
      code: 78,
      err: expect.stringContaining(`Acme at ${server.url} and Beta at ${server.url}. Say which: give --organization`),
    });
    expect((await run(["--organization", "Beta", "keys", "list"])).out).toContain("of beta");
    expect((await run(["--organization", "Acme", "keys", "list"])).out).not.toContain("of beta");

    const kept = async () =>
      JSON.parse(await readFile(join(folder, "several/excalibur/login.json"), "utf8")) as { keyId: string }[];
    const [first] = await kept();
    expect(await login("several", confirm(owner), ...words)).toMatchObject({ code: 0 });
    expect(await kept()).toHaveLength(2);
    const { items } = await owner.trpc.managementKeys.list.query({});
    expect(items.find(({ id }) => id === first?.keyId)).toMatchObject({ status: "revoked" });

    const listed = await run(["logins"]);
    expect(
      listed.out
        .split("\n")
        .slice(0, 3)
        .map((line) => line.split(" ")[0]),
    ).toEqual(["ORGANIZATION", "Beta", "Acme"]);
    expect(listed.out).not.toContain("exm_");
    expect(await run(["logout", "--organization", "Beta"])).toMatchObject({ code: 0 });
    expect((await run(["keys", "list"])).code).toBe(0);
  });

  test("that is refused gets nothing, and the audit log says who asked", async () => {
    const before = await server.database.client.managementKey.count();
    const refused = await login("two", (code) => owner.trpc.logins.refuse.mutate({ code }));
    expect(refused).toMatchObject({ code: 77, err: expect.stringContaining("refused") });
    await expect(stat(join(folder, "two/excalibur/login.json"))).rejects.toThrow("ENOENT");
    expect(await server.database.client.managementKey.count()).toBe(before);
    const { items } = await owner.trpc.audit.list.query({ action: "management_key.refused" });
    expect(items).toMatchObject([{ details: { requestedFrom: "127.0.0.1" } }]);
  });

  test("is decided once: a code that was used, is over or never was is refused in the same words", async () => {
    const used = await begin();
    const at = { code: used.userCode };
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => reasonOf(owner.trpc.logins.confirm.mutate(at))));
    expect(outcomes.toSorted()).toEqual(["accepted", ...Array.from({ length: 3 }, () => "login_code_invalid")]);
    const over = await begin();
    server.advanceClock(10 * MINUTE_MS);
    for (const code of [used.userCode, over.userCode, "AAAAA-AAAAA", "no code at all"]) {
      expect(await reasonOf(owner.trpc.logins.refuse.mutate({ code }))).toBe("login_code_invalid");
    }
    const { trpc } = server.anonymous();
    expect(await trpc.logins.poll.mutate({ deviceCode: over.deviceCode })).toEqual({ status: "over" });
    expect(await trpc.logins.poll.mutate({ deviceCode: "x".repeat(43) })).toEqual({ status: "over" });
    const confirmed = await trpc.logins.poll.mutate({ deviceCode: used.deviceCode });
    expect(confirmed).toMatchObject({ status: "confirmed", organization: { name: "Acme" } });
    server.advanceClock(10 * MINUTE_MS);
  });

  test("is never stronger than who confirms: a member can't, and a code for the secret of another key is refused", async () => {
    const member = await server.signIn(await server.addMember(acme, "member"));
    const admin = await server.signIn(await server.addMember(acme, "admin"));
    const { userCode: code } = await begin();
    expect(await reasonOf(member.trpc.logins.preview.mutate({ code }))).toBe("not_permitted");
    expect(await reasonOf(member.trpc.logins.confirm.mutate({ code }))).toBe("not_permitted");
    expect(await reasonOf(admin.trpc.logins.confirm.mutate({ code }))).toBe("accepted");
    const { hashed } = ownSecret("managementKey");
    const asked = { name: "x", host: "x", scopes: ["keys:read" as const], expiresInDays: 1, ...hashed };
    const [first, second] = [
      await server.anonymous().trpc.logins.begin.mutate(asked),
      await server.anonymous().trpc.logins.begin.mutate(asked),
    ];
    expect(await reasonOf(admin.trpc.logins.confirm.mutate({ code: first.userCode }))).toBe("accepted");
    expect(await reasonOf(admin.trpc.logins.confirm.mutate({ code: second.userCode }))).toBe("login_code_invalid");
  });

  test("is stored by hashes alone, is forgotten, and no more than 30 begin from an address in ten minutes", async () => {
    const begun = await begin();
    const rows = JSON.stringify(await server.database.client.commandLogin.findMany());
    for (const text of [begun.deviceCode, begun.userCode, begun.userCode.replace("-", "")])
      expect(rows).not.toContain(text);
    const reasons = await Promise.all(Array.from({ length: 40 }, () => reasonOf(begin())));
    expect(reasons.filter((reason) => reason === "rate_limited").length).toBeGreaterThanOrEqual(10);
  });
});
