import { expect, test } from "vitest";
import { Client, reasonOf } from "./harness/client.ts";
import { FakeTime } from "./harness/fake-time.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess, withDataFolder } from "./harness/server-process.ts";

test(
  "a server that starts while the wall clock is ten years ahead, or back, ends no session for good",
  () =>
    withDataFolder(async (folder) => {
      const time = new FakeTime();
      const env = { EXCALIBUR_DATA_DIR: folder, ...OWNER_VARIABLES, ...time.env };
      let server = await ServerProcess.start(env);
      const client = new Client(server.url);
      await client.signIn(OWNER);
      const outcome = () => {
        const again = new Client(server.url);
        again.cookie = client.cookie;
        return reasonOf(again.trpc.apiKeys.list.query({}));
      };
      for (const [offset, expected] of [
        ["+3650d", "not_signed_in"],
        ["-3650d", "accepted"],
        ["+0", "accepted"],
      ] as const) {
        await server.stop();
        time.set(offset);
        server = await ServerProcess.start(env);
        expect(await outcome()).toBe(expected);
      }
      expect(await server.stop()).toBe(0);
    }),
  180_000,
);
