import { EXPORTED_LISTS, ORGANIZATION_HEADER, type ExportedList } from "@excalibur/api/contract";
import { describe, expect, test } from "vitest";
import type { Client } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { serveAcme } from "./harness/serve-acme.ts";

const ANY = { kind: "newExecutor" } as const;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

interface Exported {
  readonly status: number;
  readonly type: string | null;
  readonly file: string | null;
  readonly bytes: Buffer;
  readonly text: string;
}

async function read(response: Response): Promise<Exported> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const headers = response.headers;
  return {
    status: response.status,
    type: headers.get("content-type"),
    file: headers.get("content-disposition"),
    bytes,
    text: bytes.toString("utf8").replace("\ufeff", ""),
  };
}

const exported = async ({ url, cookie }: Client, list: ExportedList, query: Record<string, string>) =>
  read(await fetch(`${url}/api/${list}/export?${new URLSearchParams(query).toString()}`, { headers: { cookie } }));

const postSelection = async ({ url, cookie }: Client, body: object) =>
  read(
    await fetch(`${url}/api/keys/export`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify(body),
    }),
  );

/** Lines of a table in which no cell has a line break. */
const lines = (text: string) => text.split("\r\n").slice(0, -1);
const objects = (text: string) =>
  text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const wire = (rows: unknown): unknown => JSON.parse(JSON.stringify(rows));

describe.each(dialectsOfLane("sqlite"))("an export on %s", (dialect) => {
  const acme = serveAcme(dialect);
  const newKey = (name: string) => acme.owner.trpc.apiKeys.create.mutate({ name, target: ANY });

  test("of keys has each row of the list under the same filter, the reason of a revocation, and no secret or hash", async () => {
    const { trpc } = acme.owner;
    const made = [];
    for (let index = 0; index < 6; index++) made.push(await newKey(`fleet ${index}`));
    const [first, second] = made.map(({ key }) => key.id);
    await trpc.apiKeys.update.mutate({ id: second!, note: 'for "CI", and more' });
    await trpc.apiKeys.revoke.mutate({ id: first!, reason: "Grace left; host sold" });
    const filter = { search: "fleet", status: "revoked" } as const;

    const csv = await exported(acme.owner, "keys", { ...filter, format: "csv" });
    expect(csv).toMatchObject({ status: 200, type: "text/csv; charset=utf-8; header=present" });
    expect(csv.file).toMatch(/^attachment; filename="api-keys-[a-z0-9-]+-\d{8}\.csv"$/);
    expect(csv.bytes.subarray(0, 3)).toEqual(BYTE_ORDER_MARK);
    expect(lines(csv.text)).toHaveLength(2);
    expect(csv.text).toContain("Grace left; host sold");

    const jsonl = await exported(acme.owner, "keys", { search: "fleet", format: "jsonl" });
    const { items } = await trpc.apiKeys.list.query({ search: "fleet" });
    expect(objects(jsonl.text)).toEqual(wire(items));
    const all = csv.text + jsonl.text + (await exported(acme.owner, "keys", { format: "csv" })).text;
    const stored = await acme.server.database.client.apiKey.findMany({ select: { secretHash: true } });
    for (const { secret } of made) expect(all).not.toContain(secret);
    for (const { secretHash } of stored) expect(all).not.toContain(secretHash);
  });

  test("goes over more rows than a page has, each once, in the order of the list", async () => {
    const { client } = acme.server.database;
    const at = Date.parse("2020-01-01T00:00:00Z");
    await client.apiKey.createMany({
      data: Array.from({ length: 1_203 }, (_, index) => ({
        id: `key_${String(index).padStart(26, "0")}`,
        organizationId: acme.tenant.organizationId,
        name: "page turner",
        nameFolded: "page turner",
        secretHash: `page turner ${index}`,
        hint: "exc_0000",
        // Some at the same instant, so that a page ends between two of them.
        createdAt: new Date(at + Math.floor(index / 7)),
      })),
    });
    const { text } = await exported(acme.owner, "keys", { search: "page turner", format: "jsonl" });
    const ids = objects(text).map(({ id }) => String(id));
    expect(ids).toHaveLength(1_203);
    expect(ids).toEqual([...new Set(ids)].toSorted().toReversed());
  });

  test("runs as no formula in a spreadsheet, and is unchanged in JSON Lines", async () => {
    const formulas = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://evil.example","x")'];
    for (const name of formulas) await newKey(name.slice(0, 32));
    const { text } = await exported(acme.owner, "keys", { format: "csv" });
    const cells = lines(text).flatMap((line) => line.split(","));
    expect(cells.filter((cell) => /^"?[=+@-]/.test(cell))).toEqual([]);
    for (const name of ["'=1+1", "'+1", "'-1", "'@SUM(A1)"]) expect(cells).toContain(name);
    const { text: json } = await exported(acme.owner, "keys", { format: "jsonl", search: "=1+1" });
    expect(objects(json)).toMatchObject([{ name: "=1+1" }]);
  });

  test("of selected keys has those of the organization alone, in the order of their ids", async () => {
    const keys = [(await newKey("one")).key, (await newKey("two")).key];
    const stranger = await acme.server.signIn((await acme.server.addOrganization("Other")).owner);
    const foreign = (await stranger.trpc.apiKeys.create.mutate({ name: "foreign", target: ANY })).key;
    const ids = [...keys, foreign].map(({ id }) => id).toReversed();
    const { text } = await postSelection(acme.owner, { format: "jsonl", ids });
    expect(objects(text).map(({ name }) => name)).toEqual(["one", "two"]);
    expect(lines((await postSelection(acme.owner, { format: "csv", ids })).text)).toHaveLength(3);
    const many = Array.from({ length: 901 }, () => foreign.id);
    for (const body of [
      { format: "csv", ids: [] },
      { format: "csv", ids: many },
      { format: "xml", ids },
    ]) {
      expect(await postSelection(acme.owner, body)).toMatchObject({ status: 400 });
    }
    expect(await postSelection(acme.server.anonymous(), { format: "csv", ids })).toMatchObject({ status: 401 });
  });

  test("of executors, events and members has each row of its list", async () => {
    const { trpc } = acme.owner;
    const { secret } = await newKey("hosts");
    for (const name of ["edge-2", "edge-1"]) await acme.owner.sync(secret, { name, host: `${name}.internal` });
    const lists = {
      executors: (await trpc.executors.list.query({ limit: 200 })).items,
      events: (await trpc.events.list.query({ limit: 200 })).items,
      members: (await trpc.members.list.query()).items,
    };
    for (const [list, items] of Object.entries(lists)) {
      const { text } = await exported(acme.owner, list as ExportedList, { format: "jsonl" });
      expect(objects(text)).toEqual(wire(items));
      const csv = await exported(acme.owner, list as ExportedList, { format: "csv" });
      expect(lines(csv.text)).toHaveLength(items.length + 1);
    }
    const { text } = await exported(acme.owner, "executors", { format: "jsonl", search: "edge-1", state: "online" });
    expect(objects(text).map(({ name }) => name)).toEqual(["edge-1"]);
  });

  test("is for each reader of the list, and refuses what is no filter of it", async () => {
    const member = await acme.server.signIn(await acme.server.addMember(acme.tenant, "member"));
    const stranger = await acme.server.signIn((await acme.server.addOrganization("Other")).owner);
    const { organizationId } = acme.tenant;
    for (const list of EXPORTED_LISTS) {
      expect(await exported(member, list, { format: "csv" })).toMatchObject({ status: 200 });
      expect(await exported(acme.server.anonymous(), list, { format: "csv" })).toMatchObject({ status: 401 });
      const foreign = await exported(stranger, list, { format: "csv", organization: organizationId });
      expect(foreign.text).toContain("organization_not_found");
      for (const query of [{}, { format: "pdf" }, { format: "csv", nonsense: "1" }]) {
        expect(await exported(member, list, query)).toMatchObject({ status: 400 });
      }
    }
    const wrong = await exported(member, "keys", { format: "csv", expiresWithinDays: "0" });
    expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining("expiresWithinDays")]);
  });

  test("under /v1 asks a management key for the scope of the list", async () => {
    const secretWith = async (scopes: ("keys:read" | "events:read")[]) =>
      (await acme.owner.trpc.managementKeys.create.mutate({ name: "ci", scopes, expiresInDays: 1, cidrs: [] })).secret;
    const get = async (list: ExportedList, secret: string) =>
      read(
        await fetch(`${acme.server.url}/v1/${list}/export?format=jsonl`, {
          headers: { authorization: `Bearer ${secret}`, [ORGANIZATION_HEADER]: acme.tenant.organizationId },
        }),
      );
    const secret = await secretWith(["keys:read"]);
    const { items } = await acme.owner.trpc.apiKeys.list.query({ limit: 1 });
    const keys = await get("keys", secret);
    expect(objects(keys.text)[0]).toMatchObject({ id: items[0]?.id });
    for (const list of EXPORTED_LISTS.filter((each) => each !== "keys")) {
      const refused = await get(list, secret);
      expect([refused.status, refused.text]).toEqual([403, expect.stringContaining("scope_missing")]);
    }
  });
});
