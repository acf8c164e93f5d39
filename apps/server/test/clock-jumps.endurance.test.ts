import { expect, test } from "vitest";
import { Client, reasonOf } from "./harness/client.ts";
import { FakeTime } from "./harness/fake-time.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess, withDataFolder } from "./harness/server-process.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;

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

test(
  "a wall clock that jumps ten years ahead and back ends no session for good",
  () =>
    withDataFolder(async (folder) => {
      const time = new FakeTime();
      const env = { EXCALIBUR_DATA_DIR: folder, ...OWNER_VARIABLES, ...time.env };
      const server = await ServerProcess.start(env);
      const cookies: string[] = [];
      const may = async (cookie: string) => {
        const client = new Client(server.url);
        client.cookie = cookie;
        return reasonOf(client.trpc.apiKeys.list.query({}));
      };
      const inTurn = async () => {
        const outcomes = [];
        for (const cookie of cookies) outcomes.push(await may(cookie));
        return outcomes;
      };
      // One that the server has proved, and one that it has not seen since it was made.
      for (let sessions = 0; sessions < 2; sessions++) {
        const client = new Client(server.url);
        await client.signIn(OWNER);
        cookies.push(client.cookie);
      }
      expect(await may(cookies[0]!)).toBe("accepted");

      for (const offset of ["+3650d", "+8d"]) {
        time.set(offset);
        expect(await inTurn()).toEqual(["not_signed_in", "not_signed_in"]);
        time.set("+0");
        expect(await inTurn()).toEqual(["accepted", "accepted"]);
      }

      expect(await server.stop()).toBe(0);
    }),
  60_000,
);

test(
  "an executor stays online, and is seen, while the wall clock is set ahead and back",
  () =>
    withDataFolder(async (folder) => {
      const time = new FakeTime();
      const server = await ServerProcess.start({ EXCALIBUR_DATA_DIR: folder, ...OWNER_VARIABLES, ...time.env });
      const client = new Client(server.url);
      await client.signIn(OWNER);
      const { secret } = await client.trpc.apiKeys.create.mutate({ name: "prod", target: NEW_EXECUTOR });
      for (const offset of ["+0", "+1h", "+0", "-1h", "+0"]) {
        time.set(offset);
        expect(await client.sync(secret, { name: "edge-1" })).toMatchObject({ status: 200 });
      }
      const { items } = await client.trpc.events.list.query({});
      expect(items.map(({ type }) => type).filter((type) => type === "executor.disconnected")).toEqual([]);
      expect(await server.stop()).toBe(0);
    }),
  60_000,
);
