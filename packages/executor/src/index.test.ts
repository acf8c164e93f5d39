import { expect, inject, onTestFinished, test } from "vitest";
import { accepted } from "../test/answers.ts";
import { FIRST_KEY } from "../test/keys.ts";
import { startScriptedServer } from "../test/scripted-server.ts";
import type * as Library from "./index.ts";

test("the built library stands alone, and connects with the web's own fetch as well as with its own", async () => {
  const server = await startScriptedServer(() => accepted());
  onTestFinished(() => server.stop());
  const { connectExecutor } = (await import(inject("library"))) as typeof Library;
  for (const options of [{}, { fetch: globalThis.fetch }]) {
    const connection = connectExecutor({
      url: server.url,
      name: "prod-1",
      kind: "operator",
      version: "1.0.0",
      capabilities: { regions: ["eu"] },
      credential: FIRST_KEY,
      ...options,
    });
    const online = await new Promise((resolve) => connection.once("online", resolve));
    expect(online).toMatchObject({ answer: { executor: { name: "prod-1" } }, afterMs: null });
    await connection.stop();
  }
  expect(server.calls.map(({ input }) => input.capabilities)).toEqual([{ regions: ["eu"] }, { regions: ["eu"] }]);
});
