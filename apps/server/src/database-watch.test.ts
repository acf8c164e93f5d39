import { expect, it } from "vitest";
import { DatabaseWatch } from "./database-watch.ts";

const timeout = () => new Error("Query read timeout");
const expired = (passedMs: number) =>
  Object.assign(new Error(`The transaction expired after ${passedMs} ms`), { code: "P2028" });

it("logs each kind of failure of single statements, and again after a minute", async () => {
  const logged: string[] = [];
  let nowMs = 0;
  const note = ({ err }: { err?: Error }) => logged.push(err?.message ?? "");
  const watch = new DatabaseWatch({
    database: { tryWrite: async () => undefined, checkFiles: null },
    logger: { warn: note, error: note, info: note },
    monotonicMs: () => nowMs,
  });
  const fail = async (error: Error) => {
    expect(watch.isDatabaseAway(error)).toBe(true);
    await watch.whyUnready();
  };
  await fail(timeout());
  await fail(expired(10_001));
  await fail(timeout());
  await fail(expired(10_002));
  expect(logged).toEqual(["Query read timeout", "The transaction expired after 10001 ms"]);
  nowMs = 60_000;
  await fail(expired(10_003));
  expect(logged).toHaveLength(3);
});
