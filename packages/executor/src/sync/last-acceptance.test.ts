import { expect, onTestFinished, test } from "vitest";
import { accepted, refusal } from "../../test/answers.ts";
import { writeKeyFile } from "../../test/command.ts";
import { FIRST_KEY } from "../../test/keys.ts";
import { ManualClock } from "../../test/manual-clock.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { systemClock } from "../connect/clock.ts";
import { connectExecutor } from "../connect/connect-executor.ts";
import { keptKey, type StateStorage } from "../credential/kept-key.ts";
import { keyFile } from "../credential/key-file.ts";
import { readKey } from "../credential/key-problem.ts";
import { stateDirectory } from "../credential/state-directory.ts";
import type { SyncFetch } from "./sync-fetch.ts";

const ORGANIZATION = { id: "org_01jx5v7m2q8r9s0t1v2w3x4y5z", slug: "acme" };
const KEY = { id: "key_01jx5v7m2q8r9s0t1v2w3x4y5z", expiresAt: null };
const SUCCESSOR = { id: "key_01jx5v7m2q8r9s0t1v2w3x4y6z", expiresAt: null };
const MINUTE_MS = 60_000;

test("says who accepted it last with the tries after key_unknown, and in no other sync", async () => {
  const sent: (string | undefined)[] = [];
  let answer = accepted({ organization: ORGANIZATION, key: KEY });
  const clock = new ManualClock();
  const connection = connectExecutor({
    url: "https://excalibur.test",
    name: "prod-1",
    kind: "agent",
    version: "1.0.0",
    credential: { sourceName: "the key file /k", read: () => Promise.resolve(readKey(FIRST_KEY)) },
    clock,
    random: () => 0.5,
    fetch: async (_url, { headers }) => {
      sent.push(headers["excalibur-last-accepted"]);
      return { status: answer.status, headers: { get: () => null }, text: () => Promise.resolve(answer.body) };
    },
  });
  const next = async (is: typeof answer) => {
    answer = is;
    const before = sent.length;
    await clock.pass(3 * MINUTE_MS);
    return sent.slice(before);
  };
  expect(new Set(await next(answer))).toEqual(new Set([undefined]));
  const value = `${ORGANIZATION.id}/${KEY.id}`;
  const [first, ...further] = await next(refusal("key_unknown"));
  expect(first).toBeUndefined();
  expect(new Set(further)).toEqual(new Set([value]));
  expect((await next(refusal("key_revoked"))).at(-1)).toBeUndefined();
  expect((await next(accepted({ organization: ORGANIZATION, key: KEY }))).at(-1)).toBeUndefined();
  await connection.stop();
});

/** A storage that keeps with each renewal what is known, and no more, as a Kubernetes Secret does. */
function storage() {
  let text: string | null = null;
  return {
    name: "the Secret prod-1",
    storesAdoption: false,
    load: () => Promise.resolve({ kind: "read" as const, text }),
    store: (next: string) => Promise.resolve(void (text = next)),
    probe: () => Promise.resolve(),
    lifetimeProblem: () => Promise.resolve(null),
  };
}

const directory = () => stateDirectory(temporaryFolder(), "prod-1");

test.each([
  ["has renewed its key in", "a key file", SUCCESSOR.id, () => null],
  ["has renewed its key in", "a state directory", SUCCESSOR.id, directory],
  // The key before the last renewal: where the server knows that one, the executor comes back with it.
  ["has renewed its key in", "a Secret", KEY.id, storage],
  ["never renewed its key, from", "a key file", KEY.id, () => null],
  ["never renewed its key, beside", "a state directory", KEY.id, directory],
  ["never renewed its key, beside", "a Secret", KEY.id, storage],
] satisfies [string, string, string, () => StateStorage | null][])(
  "an executor that %s %s says so also after a restart",
  async (what, _, keyId, makeStorage) => {
    const isAsked = what.startsWith("has");
    const [path, kept] = [writeKeyFile(FIRST_KEY), makeStorage()];
    const start = (fetch: SyncFetch) => {
      // Waits are short here; an answer may take as long as on a busy machine.
      const clock = systemClock(0.01);
      const basics = { url: "https://excalibur.test", name: "prod-1", kind: "agent", version: "1.0.0" } as const;
      const credential = kept === null ? keyFile(path) : keptKey(keyFile(path), kept);
      const connection = connectExecutor({ ...basics, credential, clock, timeoutMs: 3_000_000, fetch });
      onTestFinished(() => connection.stop());
      return connection;
    };
    const answering = ({ status, body }: ReturnType<typeof accepted>) => ({
      status,
      headers: { get: () => null },
      text: () => Promise.resolve(body),
    });
    const before = start(async (url, { headers }) => {
      if (url.endsWith("/v1/renew")) return answering({ status: 200, body: JSON.stringify({ key: SUCCESSOR }) });
      const isOld = headers["authorization"] === `Bearer ${FIRST_KEY}`;
      const key = isOld ? KEY : SUCCESSOR;
      const instructions = isOld && isAsked ? [{ kind: "renew", keyId: KEY.id }] : [];
      return answering(accepted({ organization: ORGANIZATION, key, instructions }));
    });
    const last = isAsked ? SUCCESSOR : KEY;
    // It has kept who accepted the key before it syncs with it once more.
    await new Promise<void>((resolve) => {
      let syncs = 0;
      before.on("synced", ({ answer }) => {
        if (answer.key.id === last.id && (syncs += 1) === 2) resolve();
      });
    });
    await before.stop();
    const claimed = await new Promise<string>((resolve) => {
      start(async (_url, { headers }) => {
        const claim = headers["excalibur-last-accepted"];
        if (claim !== undefined) resolve(claim);
        return answering(refusal("key_unknown"));
      });
    });
    expect(claimed).toBe(`${ORGANIZATION.id}/${keyId}`);
  },
);
