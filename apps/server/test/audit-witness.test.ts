import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chainedText, type AuditRecord } from "@excalibur/api/server";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { lockFolder } from "../src/audit-command/witness/lock-folder.ts";
import { LogServer } from "../src/audit-command/witness/log-server.ts";
import { runWitness } from "../src/audit-command/witness/run-witness.ts";
import { SeenLog } from "../src/audit-command/witness/seen-log.ts";
import { makeSigner } from "../src/audit-command/witness/witness-files.ts";
import { sha256 } from "../src/secrets.ts";
import { verifyExport } from "../src/audit-command/verify-export.ts";
import { download, seedLog } from "./harness/audit-log.ts";
import { reasonOf, type Client } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";
import { cosignedBy, makeWitness } from "./harness/witness.ts";

describe.each(dialectsOfLane("sqlite"))("a witness of an audit log on %s", (dialect) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(dialect);
  });
  afterAll(() => server.close());

  const createKey = ({ trpc }: Client, name: string) =>
    trpc.apiKeys.create.mutate({ name, target: { kind: "newExecutor" } });

  /** An organization whose log has 10 rows, and a witness that is registered there. */
  async function setUp() {
    const seeded = await seedLog(server);
    const { trpc } = seeded.owner;
    const scopes = ["audit:read" as const, "audit:cosign" as const];
    const { secret } = await trpc.managementKeys.create.mutate({ name: "witness", scopes, expiresInDays: 30 });
    const folder = mkdtempSync(join(tmpdir(), "excalibur-witness-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const signer = makeSigner(folder, "witness.example.com/w1");
    await trpc.witnesses.add.mutate({ key: signer.key });
    /** Has the witness sign what there is. @returns what it says. */
    const sign = async (): Promise<string> => {
      const said: string[] = [];
      const seen = new SeenLog(folder);
      try {
        await runWitness({
          server: new LogServer(server.url, secret),
          seen,
          signer,
          now: () => new Date("2026-06-01T12:00:00Z"),
          say: (words) => said.push(words),
          pause: async () => {},
          signal: new AbortController().signal,
          isOnce: true,
        });
      } catch (error) {
        said.push((error as Error).message);
      } finally {
        seen.close();
      }
      return said.join("\n");
    };
    return { ...seeded, folder, signer, secret, sign };
  }

  /** The log as a backup of it would bring it back. */
  const windBack = async ({ log }: Awaited<ReturnType<typeof setUp>>, to: number) => {
    const { hash } = await log.row(to);
    await log.rows.deleteMany({ where: { organizationId: log.organizationId, sequence: { gt: to } } });
    await log.setHead({ sequence: to, hash });
  };

  test("signs the head that there is, and later only what extends it; verifying shows up to which row", async () => {
    const { owner, sign } = await setUp();
    expect(await sign()).toMatch(/^Signed up to row 10, head [0-9a-f]{64}$/);
    await createKey(owner, "one more");
    expect(await sign()).toContain("Signed up to row 11");
    const at = new Date("2026-06-01T12:00:00Z");
    expect(await owner.trpc.audit.verify.query()).toMatchObject({
      ok: true,
      checked: 11,
      cosigned: [{ witness: "witness.example.com/w1", sequence: 11, at }],
    });
    const { items } = await owner.trpc.witnesses.list.query();
    expect(items).toMatchObject([{ name: "witness.example.com/w1", latest: { sequence: 11, at } }]);
  });

  test("names the first lost row of a log that was wound back, and so does every verification from then on", async () => {
    const scene = await setUp();
    await scene.sign();
    await windBack(scene, 6);
    expect(await scene.sign()).toContain("Rows 7 to 10 are not in it any more");
    expect((await scene.owner.trpc.audit.verify.query()).firstBad).toEqual({
      id: null,
      sequence: 7,
      problem: "cosigned_row_lost",
    });
  });

  test("names the first row that is another one after a restore that was followed by more changes than were lost", async () => {
    const scene = await setUp();
    await scene.sign();
    await windBack(scene, 6);
    for (const name of ["a", "b", "c", "d", "e", "f"]) await createKey(scene.owner, name);
    expect(await scene.owner.trpc.audit.verify.query()).toMatchObject({ firstBad: { sequence: 10 } });
    expect(await scene.sign()).toContain("The first lost row is 7. Nothing is signed.");
    const { id } = await scene.log.row(7);
    const problem = "cosigned_row_lost";
    expect(await scene.owner.trpc.audit.verify.query()).toMatchObject({
      ok: false,
      firstBad: { id, sequence: 7, problem },
    });
  });

  test("names the row from which on a whole chain was written again by the owner of the database", async () => {
    const scene = await setUp();
    await scene.sign();
    let before = (await scene.log.row(4)).hash;
    for (let sequence = 5; sequence <= 10; sequence++) {
      const row: AuditRecord = await scene.log.row(sequence);
      const forged = { ...row, actorName: sequence === 5 ? "Mallory" : row.actorName, previousHash: before };
      before = sha256(chainedText(forged));
      await scene.log.change(sequence, {
        actorName: forged.actorName,
        previousHash: forged.previousHash,
        hash: before,
      });
    }
    await scene.log.setHead({ sequence: 10, hash: before });
    expect(await scene.sign()).toContain("Rows 5 to 10 are not in it any more, or are others now");
    expect(await scene.owner.trpc.audit.verify.query()).toMatchObject({ firstBad: { sequence: 5 } });
  });

  test("signs nothing after a row that was changed, and names it", async () => {
    const scene = await setUp();
    await scene.sign();
    await createKey(scene.owner, "changed later");
    await scene.log.change(11, { targetName: "another" });
    const said = await scene.sign();
    expect(said).toContain("The chain is broken at row 11");
    expect(said).toContain("Nothing after row 10 is signed.");
    expect((await scene.owner.trpc.witnesses.list.query()).items[0]?.latest?.sequence).toBe(10);
  });

  test("is told why when it is not registered, and its signatures go when it is removed", async () => {
    const { owner, sign } = await setUp();
    await sign();
    const [witness] = (await owner.trpc.witnesses.list.query()).items;
    await owner.trpc.witnesses.remove.mutate({ id: witness?.id ?? "" });
    expect(await owner.trpc.audit.verify.query()).toMatchObject({ ok: true, cosigned: [] });
    expect(await sign()).toContain("an owner must register the witness's key first");
    const removed = await owner.trpc.audit.list.query({ action: "witness.removed" });
    expect(removed.items).toMatchObject([
      { details: { lastSequence: 10 }, target: { name: "witness.example.com/w1" } },
    ]);
  });

  test("co-signs for its own organization: a note of another log, another key, or with a change in it is refused", async () => {
    const { owner, secret, tenant } = await setUp();
    const other = await setUp();
    const witness = makeWitness("w2");
    await owner.trpc.witnesses.add.mutate({ key: witness.key });
    const handIn = async (note: string) => {
      const answer = await fetch(`${server.url}/v1/audit/cosignatures`, {
        method: "POST",
        headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
        body: JSON.stringify({ note }),
      });
      return (await answer.json()) as { reason?: string; isInLog?: boolean };
    };
    const checkpoint = { organizationId: tenant.organizationId, sequence: 3, hash: "0".repeat(64) };
    const note = cosignedBy(witness, checkpoint);
    for (const wrong of [
      cosignedBy(witness, { ...checkpoint, organizationId: other.tenant.organizationId }),
      cosignedBy(makeWitness("w2"), checkpoint),
      note.replace("\n3\n", "\n4\n"),
    ]) {
      expect(await handIn(wrong)).toMatchObject({ reason: "cosignature_wrong" });
    }
    expect(await handIn(note)).toMatchObject({ isInLog: false, sequence: 3 });
    expect(await other.owner.trpc.audit.verify.query()).toMatchObject({ ok: true });
    expect(await reasonOf(owner.trpc.witnesses.add.mutate({ key: makeWitness("w2").key }))).toBe("witness_exists");
    expect(await reasonOf(owner.trpc.witnesses.add.mutate({ key: witness.key.replace("w2", "w3") }))).toBe(
      "witness_key_wrong",
    );
  });

  test("is named at the end of an export of the whole log, and the command checks what it has signed", async () => {
    const { owner, sign, signer, tenant } = await setUp();
    await sign();
    await createKey(owner, "one more");
    const { body } = await download(owner, "format=jsonl");
    const lines = body.trimEnd().split("\n");
    expect(lines).toHaveLength(12);
    const verify = async (of: readonly string[], ...witnessKeys: string[]) => {
      async function* each() {
        yield* of;
      }
      return verifyExport(each(), { sha256, knownHead: null, witnessKeys });
    };
    const signed = "Co-signed up to row 10 by witness.example.com/w1 at 2026-06-01T12:00:00.000Z";
    expect(await verify(lines, signer.key)).toMatchObject({ exitCode: 0, words: expect.stringMatching(`${signed}$`) });
    expect((await verify(lines)).words).toContain(`${signed} (its key is the one in the file`);
    const end = lines.at(-1) ?? "";
    const cut = await verify([...lines.slice(0, 6), end], signer.key);
    expect(cut).toMatchObject({
      exitCode: 1,
      words: expect.stringContaining("has co-signed row 10, and the file does not"),
    });
    const forged = end.replace(/\\n10\\n/, String.raw`\n9\n`).replace('"sequence":10', '"sequence":9');
    expect(await verify([...lines.slice(0, -1), forged], signer.key)).toMatchObject({ exitCode: 1 });
    expect((await download(owner, "format=jsonl&action=api_key.created")).body).not.toContain("cosignedHead");
    const admin = await server.signIn(await server.addMember(tenant, "admin"));
    expect((await download(admin, "format=jsonl")).body).not.toContain("cosignedHead");
  });

  test("20 heads of a witness are kept, the latest ones", async () => {
    const { owner, tenant } = await setUp();
    const witness = makeWitness("w2");
    await owner.trpc.witnesses.add.mutate({ key: witness.key });
    for (let sequence = 1; sequence <= 25; sequence++) {
      const checkpoint = { organizationId: tenant.organizationId, sequence, hash: "0".repeat(64) };
      await owner.trpc.witnesses.cosign.mutate({ note: cosignedBy(witness, checkpoint) });
    }
    const kept = await server.database.client.cosignedHead.findMany({
      where: { organizationId: tenant.organizationId },
      orderBy: { sequence: "asc" },
    });
    expect(kept.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 20 }, (_, index) => index + 6));
  });
});

test("one process at a time runs a witness: another one is told, and takes over once the first has ended", async () => {
  const folder = mkdtempSync(join(tmpdir(), "excalibur-witness-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const first = await lockFolder(folder);
  const words = `Another process runs the witness in ${folder}. Stop that one first, or make a new witness in another folder.`;
  await expect(lockFolder(folder)).rejects.toMatchObject({ message: words, exitCode: 75 });
  first.release();
  (await lockFolder(folder)).release();
});

describe("what a witness has seen", () => {
  const row = (sequence: number) => ({ sequence, hash: sha256(String(sequence)), organizationId: "org_1" });
  const inFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), "excalibur-witness-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    return folder;
  };

  test("lasts from the promise on: what came after it is seen again by the next process", () => {
    const folder = inFolder();
    const first = new SeenLog(folder);
    for (let sequence = 1; sequence <= 5_000; sequence++) first.add(row(sequence));
    first.promise();
    for (let sequence = 5_001; sequence <= 9_500; sequence++) first.add(row(sequence));
    first.close();
    const second = new SeenLog(folder);
    expect(second.head).toEqual({ sequence: 5_000, hash: row(5_000).hash });
    expect(second.hashAt(1)).toBe(row(1).hash);
    second.add(row(5_001));
    expect(second.hashAt(5_001)).toBe(row(5_001).hash);
    second.promise();
    second.close();
    const third = new SeenLog(folder);
    expect([third.promised, third.organizationId]).toEqual([5_001, "org_1"]);
    third.close();
    expect(statSync(join(folder, "head.json")).mode & 0o777).toBe(0o600);
  });

  test("is not believed once its files were changed or are gone", () => {
    const folder = inFolder();
    const seen = new SeenLog(folder);
    for (let sequence = 1; sequence <= 3; sequence++) seen.add(row(sequence));
    seen.promise();
    seen.close();
    const head = readFileSync(join(folder, "head.json"), "utf8");
    for (const damage of [
      () => writeFileSync(join(folder, "head.json"), "{}"),
      () => writeFileSync(join(folder, "head.json"), head.replace(row(3).hash, row(2).hash)),
      () => writeFileSync(join(folder, "hashes"), ""),
    ]) {
      damage();
      expect(() => new SeenLog(folder)).toThrow(/damaged/);
      writeFileSync(join(folder, "head.json"), head);
    }
  });
});
