import { expect, test } from "vitest";
import { accepted, refusal } from "../../test/answers.ts";
import { FIRST_KEY } from "../../test/keys.ts";
import { ManualClock } from "../../test/manual-clock.ts";
import { connectExecutor } from "../connect/connect-executor.ts";
import { readKey } from "../credential/key-problem.ts";

const ORGANIZATION = { id: "org_01jx5v7m2q8r9s0t1v2w3x4y5z", slug: "acme" };
const KEY = { id: "key_01jx5v7m2q8r9s0t1v2w3x4y5z", expiresAt: null };
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
