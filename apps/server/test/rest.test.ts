import { describe, expect, test } from "vitest";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { serveRest } from "./harness/serve-rest.ts";

describe.each(dialectsOfLane("sqlite"))("the management API on %s", (dialect) => {
  const rest = serveRest(dialect);
  const { keyOf, call, create } = rest;

  test("a key is created, found, rotated, revoked and deleted", async () => {
    const body = { name: "prod", target: { kind: "name", name: "prod-1" }, expiresInDays: 90 };
    const created = await call("POST", "/v1/keys", { body });
    expect(created.status).toBe(201);
    expect(created.answer.secret).toMatch(/^exc_/);
    const { id } = created.answer.key;
    expect(await rest.owner.sync(created.answer.secret, { name: "prod-1" })).toMatchObject({ status: 200 });
    expect((await call("GET", "/v1/keys/{id}", { ids: { id } })).answer).toMatchObject({ id, status: "active" });
    const listed = await call("GET", "/v1/keys", { query: "?search=prod&status=active&limit=10" });
    expect(listed.answer).toMatchObject({ total: 1, items: [{ id }] });

    const changed = await call("PATCH", "/v1/keys/{id}", { ids: { id }, body: { note: "for CI" } });
    expect(changed.answer).toMatchObject({ id, note: "for CI" });

    const at = new Date(Date.now() + 60 * 60 * 1000).toISOString();
    const rotated = await call("POST", "/v1/keys/{id}/rotate", {
      ids: { id },
      body: { oldKeyEnds: { kind: "at", at } },
    });
    expect(rotated.answer).toMatchObject({ replaced: { id, retiresAt: at }, key: { replacesKeyId: id } });
    const revoked = await call("POST", "/v1/keys/{id}/revoke", { ids: { id } });
    expect(revoked.answer).toMatchObject({ key: { status: "revoked" }, receipt: { expiredLeases: 0 } });
    expect(await call("POST", "/v1/keys/{id}/revoke", { ids: { id } })).toMatchObject({
      status: 409,
      answer: { reason: "key_revoked", type: "urn:excalibur:problem:key_revoked", title: "Conflict", status: 409 },
    });
    expect((await call("DELETE", "/v1/keys/{id}", { ids: { id } })).answer).toEqual({ id });
    expect(await call("GET", "/v1/keys/{id}", { ids: { id } })).toMatchObject({
      status: 404,
      answer: { reason: "key_not_found" },
    });
  });

  test("many keys are revoked and deleted by their ids", async () => {
    const ids = [(await create("one")).key.id, (await create("two")).key.id].sort();
    const revoked = await call("POST", "/v1/keys/revoke-many", { body: { ids, reason: "retired" } });
    expect(revoked.answer).toMatchObject({ revoked: ids, skipped: [] });
    expect((await call("POST", "/v1/keys/delete-many", { body: { ids } })).answer).toMatchObject({ deleted: ids });
  });

  test("a key with an external id is created once, also when it is asked for many times at once", async () => {
    const put = (externalId: string) =>
      call("PUT", "/v1/keys/by-external-id/{externalId}", {
        ids: { externalId },
        body: { name: "host", target: { kind: "newExecutor" } },
      });
    const answers = await Promise.all(Array.from({ length: 8 }, () => put("host-001")));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
    expect(new Set(answers.map(({ answer }) => answer.key.id)).size).toBe(1);
    expect(answers.filter(({ answer }) => answer.secret !== null)).toHaveLength(1);

    const { id } = answers[0]!.answer.key;
    const successor = (await call("POST", "/v1/keys/{id}/rotate", { ids: { id } })).answer.key.id;
    expect(await put("host-001")).toMatchObject({ status: 200, answer: { created: false, key: { id: successor } } });
    await call("POST", "/v1/keys/{id}/revoke", { ids: { id: successor } });
    expect(await put("host-001")).toMatchObject({ status: 200, answer: { key: { id: successor, status: "revoked" } } });
    await call("DELETE", "/v1/keys/{id}", { ids: { id: successor } });
    expect(await put("host-001")).toMatchObject({ status: 201, answer: { created: true } });
  });

  test("an external id is an organization's own", async () => {
    const evil = await rest.server.signIn((await rest.server.addOrganization("Evil")).owner);
    const secret = await keyOf(evil, ["keys:write"]);
    const body = { name: "host", target: { kind: "newExecutor" } };
    const ids = { externalId: "shared-name" };
    const ours = await call("PUT", "/v1/keys/by-external-id/{externalId}", { ids, body });
    const theirs = await call("PUT", "/v1/keys/by-external-id/{externalId}", { ids, body, secret });
    expect([ours.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.answer.key.id).not.toBe(ours.answer.key.id);
  });

  test("an enrolment code is created, listed and revoked", async () => {
    const { status, answer } = await call("POST", "/v1/codes", { body: { namePattern: "web-{n}", maxUses: 2 } });
    expect(status).toBe(201);
    const listed = await call("GET", "/v1/codes");
    expect(listed.answer.items).toMatchObject([{ id: answer.code.id, namePattern: "web-{n}", status: "open" }]);
    const ids = { id: answer.code.id };
    expect((await call("POST", "/v1/codes/{id}/revoke", { ids })).answer).toMatchObject({
      code: { status: "revoked" },
    });
    expect(await call("POST", "/v1/codes/{id}/revoke", { ids })).toMatchObject({ status: 404 });
  });

  test("a channel of one name is created once, also when it is asked for many times at once, and then changed, tried and deleted", async () => {
    const receiver = { kind: "webhook", url: "https://hooks.invalid/services/on-call" };
    const put = () => call("PUT", "/v1/channels/by-name/{name}", { ids: { name: "On call" }, body: { receiver } });
    const answers = await Promise.all(Array.from({ length: 6 }, put));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 200, 201]);
    expect(answers.filter(({ answer }) => answer.secret !== null)).toHaveLength(1);
    const { items } = (await call("GET", "/v1/channels")).answer;
    expect(items).toMatchObject([{ name: "On call", kind: "webhook", settings: { host: "hooks.invalid" } }]);
    expect(JSON.stringify([answers.map(({ text }) => text), items])).not.toContain("services/on-call");

    const ids = { id: items[0]!.id };
    const changed = await call("PATCH", "/v1/channels/{id}", { ids, body: { leastLevel: "critical" } });
    expect(changed.answer).toMatchObject({ channel: { settings: { leastLevel: "critical" } } });
    expect((await call("POST", "/v1/channels/{id}/rotate-secret", { ids })).answer.secret).toMatch(/^whsec_/);
    const tried = await call("POST", "/v1/channels/{id}/test", { ids });
    expect(tried.answer).toMatchObject({ delivery: { state: "failed", kind: "test" } });
    expect((await call("GET", "/v1/channels/{id}/deliveries", { ids })).answer.items).toHaveLength(1);
    expect((await call("DELETE", "/v1/channels/{id}", { ids })).answer).toEqual(ids);
    expect(await call("DELETE", "/v1/channels/{id}", { ids })).toMatchObject({ status: 404 });
    const feed = { name: "Feed", receiver: { kind: "calendar" } };
    expect((await call("POST", "/v1/channels", { body: feed })).answer).toMatchObject({
      channel: { kind: "calendar" },
      address: expect.stringContaining("/calendar/"),
    });
  });

  test("a policy is previewed, changed and read", async () => {
    const preview = await call("POST", "/v1/policy/preview", { body: { unusedDays: 60 } });
    expect(preview.answer).toMatchObject({ shortened: { ended: 0 } });
    const changed = await call("PATCH", "/v1/policy", { body: { unusedDays: 60, expectedEnded: 0 } });
    expect(changed.answer).toMatchObject({ policy: { unusedDays: 60, longestLifeDays: null } });
    await call("PATCH", "/v1/policy", { body: { unusedDays: null } });
    expect((await call("GET", "/v1/policy")).answer).toMatchObject({ unusedDays: null });
  });

  test("many keys are named by the instant at which they expire", async () => {
    const { key } = (
      await call("POST", "/v1/keys", { body: { name: "soon", target: { kind: "newExecutor" }, expiresInDays: 3 } })
    ).answer;
    const expiresUntil = new Date(Date.now() + 4 * 24 * 60 * 60 * 1000).toISOString();
    const filter = { search: "soon", facets: { expiresUntil } };
    expect((await call("POST", "/v1/keys/preview", { body: filter })).answer).toMatchObject({ ids: [key.id] });
    const facet = await call("GET", "/v1/keys/facets/{facet}", { ids: { facet: "status" }, query: "?search=soon" });
    expect(facet.answer).toMatchObject({ values: [{ value: "active", count: 1 }, { count: 0 }, { count: 0 }] });
    const revoked = await call("POST", "/v1/keys/revoke-many", { body: { ...filter, expectedTotal: 1 } });
    expect(revoked.answer.revoked).toEqual([key.id]);
    const wrong = await call("POST", "/v1/keys/preview", { body: { facets: { expiresUntil: "soon" } } });
    expect(wrong).toMatchObject({ status: 400 });
  });

  test("an executor is connected by the text of its place, and its keys are listed", async () => {
    const body = { name: "fresh-1", place: "environment" };
    const { status, answer } = await call("POST", "/v1/executors/connect", { body });
    expect({ status, answer }).toMatchObject({
      status: 201,
      answer: { recipe: expect.stringContaining("{{apiKey}}") },
    });
    await rest.owner.sync(answer.secret ?? "", { name: "fresh-1" });
    expect(await call("POST", "/v1/executors/connect", { body })).toMatchObject({ status: 409 });
    const ids = { place: "docker", name: "fresh-1" };
    expect((await call("GET", "/v1/recipes/{place}/{name}", { ids })).text).toContain("fresh-1");
    const [executor] = (await call("GET", "/v1/executors", { query: "?search=fresh-1" })).answer.items;
    const keys = await call("GET", "/v1/executors/{id}/keys", { ids: { id: executor!.id } });
    expect(keys.answer).toMatchObject({ items: [{ key: { id: answer.key.id }, until: null }] });
  });

  test("members are listed, and a management key ends itself and no other", async () => {
    expect((await call("GET", "/v1/members")).answer.items).toMatchObject([{ role: "owner" }]);
    expect((await call("GET", "/v1/members/former")).answer.items).toEqual([]);
    const { key, secret } = await rest.owner.trpc.managementKeys.create.mutate({
      name: "leaked",
      scopes: ["keys:read"],
      expiresInDays: 1,
    });
    const end = (by: string) => call("POST", "/v1/management-keys/{id}/end", { ids: { id: key.id }, secret: by });
    expect(await end(rest.all)).toMatchObject({ status: 404 });
    expect(await end(secret)).toMatchObject({ status: 200, answer: { key: { id: key.id } } });
    expect(await end(secret)).toMatchObject({ status: 401 });
  });

  test("executors are listed, read, cut off and deleted", async () => {
    const { key, secret } = await create("edge");
    await rest.owner.sync(secret, { name: "edge-1" });
    const { answer } = await call("GET", "/v1/executors", { query: `?apiKeyId=${key.id}&online=true` });
    expect(answer).toMatchObject({ items: [{ name: "edge-1", online: true, boundKey: { id: key.id } }] });
    const ids = { id: answer.items[0]!.id };
    expect((await call("GET", "/v1/executors/{id}", { ids })).answer).toMatchObject({ id: ids.id, kind: "agent" });
    expect((await call("POST", "/v1/executors/{id}/revoke-access", { ids })).answer).toMatchObject({
      key: { id: key.id },
    });
    expect(await call("POST", "/v1/executors/{id}/revoke-access", { ids })).toMatchObject({ status: 409 });
    expect((await call("DELETE", "/v1/executors/{id}", { ids })).answer).toEqual(ids);
    expect(await call("GET", "/v1/executors/{id}", { ids })).toMatchObject({ status: 404 });
    const events = await call("GET", "/v1/events", { query: `?executorId=${ids.id}&from=2026-01-01T00:00:00%2B02:00` });
    expect(events.answer.items.map(({ type }) => type)).toContain("executor.connected");
  });

  test("the audit log is listed page by page, verified and exported", async () => {
    const first = await call("GET", "/v1/audit", { query: "?limit=2" });
    const second = await call("GET", "/v1/audit", { query: `?limit=2&cursor=${first.answer.nextCursor}` });
    const sequences = [...first.answer.items, ...second.answer.items].map(({ sequence }) => sequence);
    expect(sequences).toEqual([0, 1, 2, 3].map((back) => sequences[0]! - back));
    expect((await call("GET", "/v1/audit/verify")).answer).toMatchObject({ ok: true, checked: sequences[0] });
    const { text: lines } = await call("GET", "/v1/audit/export", { query: "?format=jsonl" });
    expect(lines.trim().split("\n")).toHaveLength(sequences[0]!);
    const admin = await rest.server.signIn(await rest.server.addMember(rest.acme, "admin"));
    const secret = await keyOf(admin, ["audit:read"]);
    expect(await call("GET", "/v1/audit/verify", { secret })).toMatchObject({
      status: 403,
      answer: { reason: "not_permitted" },
    });
  });
});
