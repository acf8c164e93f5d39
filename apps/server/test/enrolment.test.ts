import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reasonOf, type Client } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { enrol } from "./harness/enrol.ts";
import { ownSecret } from "./harness/own-secret.ts";
import type { Tenant } from "./harness/people.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const MINUTE_MS = 60_000;

describe.each(dialectsOfLane("sqlite"))("an enrolment code on %s", (dialect) => {
  let server: TestServer;
  let tenant: Tenant;
  let owner: Client;
  let addresses = 0;
  beforeAll(async () => {
    server = await startTestServer(dialect, { EXCALIBUR_TRUSTED_PROXIES: "loopback" });
    tenant = await server.addOrganization("Acme");
    owner = await server.signIn(tenant.owner);
  });
  afterAll(() => server.close());

  /** A host with an address and a secret of its own. */
  const host = () => {
    const address = `10.1.${(addresses += 1)}.1`;
    const { secret, hashed } = ownSecret();
    const send = (code: string | null, input: Record<string, unknown> = {}) =>
      enrol({ url: server.url, address }, code, { ...hashed, ...input });
    return { address, secret, secretHash: hashed.secretHash, send };
  };
  const create = (input: Parameters<typeof owner.trpc.codes.create.mutate>[0]) => owner.trpc.codes.create.mutate(input);

  test("lets a host make its own key, which is bound to the code's name and kind; no secret and no code comes back or is stored", async () => {
    const { code, secret: text } = await create({ name: "edge-1", kind: "agent", keyExpiresInDays: 90 });
    expect(text).toMatch(/^[A-HJKMNP-TV-Z2-9]{5}-[A-HJKMNP-TV-Z2-9]{5}$/);
    expect(code).toMatchObject({ name: "edge-1", kind: "agent", maxUses: 1, uses: 0, status: "open" });
    const { secret, secretHash, send, address } = host();
    const answer = await send(text, { name: "edge-1" });
    expect(answer).toMatchObject({ status: 200, body: { executor: { name: "edge-1" } } });
    expect(answer.text).not.toContain(secretHash);

    const key = await owner.trpc.apiKeys.get.query({ id: answer.body.key?.id ?? "" });
    expect(key).toMatchObject({
      name: "edge-1",
      hint: secret.slice(0, 8),
      target: { kind: "name", name: "edge-1", executorKind: "agent" },
    });
    expect(key.expiresAt?.getTime()).toBe(key.createdAt.getTime() + 90 * 24 * 60 * MINUTE_MS);
    expect((await owner.sync(secret, { name: "edge-2" })).reason).toBe("key_bound_to_other_executor");
    expect((await owner.sync(secret, { name: "edge-1", kind: "operator" })).reason).toBe("kind_mismatch");
    expect((await owner.sync(secret, { name: "edge-1" })).reason).toBeNull();

    const { items } = await owner.trpc.codes.list.query();
    expect(items.find(({ id }) => id === code.id)).toMatchObject({ uses: 1, status: "used" });
    const rows = await owner.trpc.audit.list.query({ targetId: key.id });
    expect(rows.items).toMatchObject([
      {
        action: "api_key.created",
        actor: { kind: "system", name: "enrolment" },
        sourceAddress: address,
        details: { enrolmentCodeId: code.id },
      },
    ]);
    const stored = JSON.stringify(await server.database.client.enrolmentCode.findMany());
    for (const shown of [text, text.replace("-", "")]) expect(stored).not.toContain(shown);
  });

  test("is good for 15 minutes unless another time is said, of a minute to 7 days", async () => {
    const minutesOf = async (input: Parameters<typeof create>[0]) => {
      const { expiresAt, createdAt } = (await create(input)).code;
      return (expiresAt.getTime() - createdAt.getTime()) / MINUTE_MS;
    };
    const week = 7 * 24 * 60;
    expect(await minutesOf({ name: "timed-1" })).toBe(15);
    for (const minutes of [1, week]) {
      expect(await minutesOf({ name: "timed-1", expiresInMinutes: minutes })).toBe(minutes);
    }
    for (const minutes of [0, week + 1]) {
      expect(await reasonOf(create({ name: "timed-1", expiresInMinutes: minutes }))).toBe("invalid_input");
    }
  });

  test("is read however it was typed, and answered the same again to the same secret: a lost answer costs nothing", async () => {
    const { secret: text } = await create({ name: "again-1" });
    const { send } = host();
    const first = await send(` ${text.toLowerCase().replace("-", " ")} `);
    expect(first.status).toBe(200);
    server.advanceClock(60 * MINUTE_MS);
    const second = await send(text, { name: "again-1" });
    expect(second.body).toEqual(first.body);
    expect(await server.database.client.apiKey.count({ where: { targetExecutorName: "again-1" } })).toBe(1);
  });

  test("sent twice in one instant with one secret makes one key, with two secrets one key and one alarm", async () => {
    for (let round = 0; round < 5; round++) {
      const { secret: text } = await create({ name: `once-${round}` });
      const one = host();
      const answers = await Promise.all([one.send(text), one.send(text)]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(answers[0].body).toEqual(answers[1].body);

      const { secret: contested } = await create({ name: `contested-${round}` });
      const reasons = await Promise.all([host().send(contested), host().send(contested)]);
      expect(reasons.map(({ reason }) => reason).toSorted()).toEqual(["code_used", null]);
    }
  });

  test("that is used by another host is code_used, and raises an event within 2 s that names both addresses", async () => {
    const { code, secret: text } = await create({ name: "stolen-1" });
    const [first, second] = [host(), host()];
    const { body } = await first.send(text);
    const live = await owner.watch();
    expect(await second.send(text, { name: "any-name" })).toMatchObject({ status: 409, reason: "code_used" });
    await live.tells({
      kind: "event",
      event: expect.objectContaining({
        type: "executor.code_reused",
        level: "warning",
        executor: { id: null, name: "stolen-1" },
        keyId: body.key?.id,
        details: { firstAddress: first.address, secondAddress: second.address },
      }) as object,
    });
    const { items: notices } = await owner.trpc.notices.list.query();
    expect(notices.find(({ executor }) => executor.name === "stolen-1")?.details).toEqual({
      firstAddress: first.address,
      secondAddress: second.address,
    });
    const { items } = await owner.trpc.audit.list.query({ targetId: code.id, action: "enrolment_code.reused" });
    expect(items).toMatchObject([
      { sourceAddress: second.address, details: { firstAddress: first.address, keyId: body.key?.id } },
    ]);
    const events = await owner.trpc.events.list.query({ type: "executor.code_reused" });
    expect(events.items.length).toBeGreaterThan(0);
  });

  test("fails with one reason for every mistake: unknown, expired, revoked, used up, for another name or kind, or a known secret", async () => {
    const wrong: Record<string, () => Promise<string>> = {};
    const bodyOf = async (code: string, input: Record<string, unknown> = {}) => {
      const { status, text } = await host().send(code, input);
      return `${status} ${text}`;
    };
    wrong["unknown"] = () => bodyOf("AAAAA-AAAAA");
    wrong["not a code"] = () => bodyOf("IIIII-00000");
    const { secret: named } = await create({ name: "alike-1", kind: "agent" });
    wrong["another name"] = () => bodyOf(named, { name: "alike-2" });
    wrong["another kind"] = () => bodyOf(named, { kind: "operator" });
    const revoked = await create({ name: "alike-3" });
    await owner.trpc.codes.revoke.mutate({ id: revoked.code.id });
    wrong["revoked"] = () => bodyOf(revoked.secret);
    const fleet = await create({ maxUses: 1, namePattern: "alike-{n}" });
    const taken = await owner.trpc.apiKeys.create.mutate({ name: "taken", target: { kind: "newExecutor" } });
    const row = await server.database.client.apiKey.findUniqueOrThrow({ where: { id: taken.key.id } });
    wrong["a secret there is already"] = () => bodyOf(fleet.secret, { secretHash: row.secretHash, hint: row.hint });
    const short = await create({ name: "alike-4", expiresInMinutes: 1 });
    server.advanceClock(2 * MINUTE_MS);
    wrong["expired"] = () => bodyOf(short.secret);

    const answers = new Set<string>();
    for (const [what, send] of Object.entries(wrong)) {
      const answer = await send();
      expect(`${what}: ${answer}`).toMatch(/: 401 .*code_invalid/);
      answers.add(answer);
    }
    expect(answers.size).toBe(1);
    expect((await host().send(null)).reason).toBe("code_missing");
  });

  test("ten failures from an address use up its tries: then even the right code is refused there, and accepted elsewhere", async () => {
    const { secret: text } = await create({ name: "guessed-1" });
    const attacker = host();
    for (let guess = 0; guess < 10; guess++) expect((await attacker.send("BBBBB-BBBBB")).reason).toBe("code_invalid");
    expect(await attacker.send(text)).toMatchObject({ status: 429, reason: "rate_limited" });
    expect((await host().send(text)).status).toBe(200);
  });

  test("says what is wrong with a body beside its field, and takes no secret in place of a hash", async () => {
    const { secret: text } = await create({ name: "odd-1" });
    const { secret, send } = host();
    const answer = await send(text, { name: "odd 1", secretHash: secret });
    expect(answer).toMatchObject({ status: 400, reason: "invalid_input" });
    expect(Object.keys(answer.body.error?.fields ?? {}).toSorted()).toEqual(["name", "secretHash"]);
    expect(answer.text).not.toContain(secret);
  });

  test("of a deactivated organization is refused, and another organization's code is not found", async () => {
    const globex = await server.addOrganization("Globex");
    const other = await server.signIn(globex.owner);
    const { code, secret: text } = await other.trpc.codes.create.mutate({ name: "edge-9" });
    expect(await reasonOf(owner.trpc.codes.revoke.mutate({ id: code.id }))).toBe("code_not_found");
    await other.trpc.organizations.deactivate.mutate();
    expect((await host().send(text)).reason).toBe("code_invalid");
  });
});

describe.each(dialectsOfLane("sqlite"))("a code of a fleet on %s", (dialect) => {
  let server: TestServer;
  let owner: Client;
  beforeAll(async () => {
    server = await startTestServer(dialect);
    owner = await server.signIn((await server.addOrganization("Acme")).owner);
  });
  afterAll(() => server.close());

  test("enrols as many hosts at once as it is for, each under a name of its own, and passes over names in use", async () => {
    await owner.trpc.apiKeys.create.mutate({ name: "web-2", target: { kind: "name", name: "web-2" } });
    const { secret: text } = await owner.trpc.codes.create.mutate({ namePattern: "web-{n}", maxUses: 30 });
    const hosts = Array.from({ length: 30 }, () => ownSecret());
    const send = ({ secretHash, hint }: (typeof hosts)[number]) => enrol(server, text, { secretHash, hint });
    const answers = await Promise.all(hosts.map(send));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    const names = answers.map(({ body }) => body.executor?.name ?? "");
    expect(new Set(names).size).toBe(30);
    expect(names).not.toContain("web-2");
    // The same file run again: no new ones.
    const again = await Promise.all(hosts.map(send));
    expect(again.map(({ body }) => body)).toEqual(answers.map(({ body }) => body));
    expect((await owner.trpc.apiKeys.list.query({ search: "web-" })).total).toBe(31);
    expect((await enrol(server, text, {})).reason).toBe("code_invalid");
  });

  test("lets each host name itself, and never take over the name of another", async () => {
    const labels = { env: "prod", site: "fra1" };
    const { secret: text } = await owner.trpc.codes.create.mutate({ maxUses: 10, labels });
    expect((await enrol(server, text, {})).reason).toBe("code_invalid");
    expect((await enrol(server, text, { name: "db-1" })).body.executor).toEqual({ name: "db-1" });
    expect(await enrol(server, text, { name: "db-1" })).toMatchObject({ status: 409, reason: "executor_exists" });
    const { secret } = await owner.trpc.apiKeys.create.mutate({ name: "any", target: { kind: "newExecutor" } });
    await owner.sync(secret, { name: "db-2" });
    expect((await enrol(server, text, { name: "db-2" })).reason).toBe("executor_exists");
    const { items } = await owner.trpc.codes.list.query();
    expect(items[0]).toMatchObject({ name: null, uses: 1, labels });
    const used = await owner.trpc.codes.uses.query({ id: items[0]?.id ?? "" });
    expect(used.items).toMatchObject([{ executorName: "db-1", address: "127.0.0.1" }]);
    const made = await owner.trpc.apiKeys.list.query({ facets: { labels: ["env=prod", "site=fra1"] } });
    expect(made.items.map(({ id }) => id)).toEqual(used.items.map(({ keyId }) => keyId));
  });
});
