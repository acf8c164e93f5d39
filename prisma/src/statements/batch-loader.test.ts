import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { BatchLoader } from "./batch-loader.ts";

/** Reads that the test ends, with each request as its own row. */
function heldReads() {
  const statements: { requests: readonly string[]; end(): void; fail(error: Error): void }[] = [];
  const reads = new BatchLoader<string, string>(
    (requests) =>
      new Promise((resolve, reject) => {
        const rows = requests.map((request) => (request === "absent" ? null : `row of ${request}`));
        statements.push({ requests, end: () => resolve(rows), fail: reject });
      }),
  );
  return { reads, statements };
}

describe("gathered reads", () => {
  it("give each caller its own row, or null", async () => {
    const { reads, statements } = heldReads();
    const found = Promise.all(["a", "absent", "b", "a"].map((request) => reads.load(request)));
    await setImmediate();
    statements[0]?.end();
    expect(await found).toEqual(["row of a", null, "row of b", "row of a"]);
  });

  it("go together with the next statement when they come while others are under way, never with one already sent", async () => {
    const { reads, statements } = heldReads();
    const answers: string[] = [];
    const ask = (request: string) => void reads.load(request).then((row) => answers.push(row ?? "none"));
    for (const request of ["a", "b", "c", "d", "e"]) {
      ask(request);
      await setImmediate();
    }
    expect(statements.map(({ requests }) => requests)).toEqual([["a"], ["b"]]);
    statements[0]?.end();
    await setImmediate();
    expect(statements[2]?.requests).toEqual(["c", "d", "e"]);
    statements[2]?.end();
    await setImmediate();
    expect(answers).toEqual(["row of a", "row of c", "row of d", "row of e"]);
  });

  it("fail alone: a caller after a failed statement gets a statement of its own", async () => {
    const { reads, statements } = heldReads();
    const failed = reads.load("a");
    await setImmediate();
    statements[0]?.fail(new Error("away"));
    await expect(failed).rejects.toThrow("away");
    const found = reads.load("a");
    await setImmediate();
    statements[1]?.end();
    expect(await found).toBe("row of a");
  });
});
