import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeKeyFile } from "../../test/command.ts";
import { FIRST_KEY, SECOND_KEY } from "../../test/keys.ts";
import { hashOf, secretOf, startRenewingServer } from "../../test/renewing-server.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { systemClock } from "../connect/clock.ts";
import { connectExecutor } from "../connect/connect-executor.ts";
import type { ExecutorConnection } from "../connect/executor-connection.ts";
import { keptKey, type StoredState } from "./kept-key.ts";
import { fixedKey } from "./credential-source.ts";
import { keyFile } from "./key-file.ts";
import { readRenewalState, writeRenewalState } from "./renewal-state.ts";
import { stateDirectory } from "./state-directory.ts";

const synced = (connection: ExecutorConnection, keyId: string) =>
  new Promise<void>((resolve) => connection.on("synced", ({ answer }) => answer.key.id === keyId && resolve()));

/** A key file that is never written, a state directory, and a server that asks for a renewal. */
async function renewOnce() {
  const renewing = await startRenewingServer(FIRST_KEY);
  onTestFinished(() => renewing.server.stop());
  const path = writeKeyFile(FIRST_KEY);
  const folder = temporaryFolder();
  const start = (): ExecutorConnection => {
    const connection = connectExecutor({
      url: renewing.server.url,
      name: "prod-1",
      kind: "agent",
      version: "1.0.0",
      credential: keptKey(keyFile(path, { guarded: true, watchIntervalMs: 10 }), stateDirectory(folder, "prod-1")),
      // Waits are short here; an answer may take as long as on a busy machine.
      clock: systemClock(0.01),
      timeoutMs: 3_000_000,
    });
    onTestFinished(() => connection.stop());
    return connection;
  };
  const connection = start();
  await synced(connection, "key_2");
  return { renewing, path, state: join(folder, "prod-1.renewed"), connection, start };
}

test("a renewed key is kept in the state directory, for its owner alone, and the source stays as it is", async () => {
  const { renewing, path, state, connection, start } = await renewOnce();
  await connection.stop();
  expect(readFileSync(path, "utf8")).toBe(FIRST_KEY);
  expect(statSync(state).mode & 0o777).toBe(0o600);
  const [{ secretHash } = { secretHash: "" }] = renewing.renewals;
  const calls = renewing.server.calls.length;
  await synced(start(), "key_2");
  expect(renewing.server.calls.slice(calls).map((call) => hashOf(secretOf(call)))).toEqual([secretHash]);
});

test("a key that a person puts into the source wins over what was renewed from the key before it, at once and after a start", async () => {
  const { renewing, path, connection, start } = await renewOnce();
  renewing.addKey(SECOND_KEY);
  const moved = synced(connection, "key_3");
  writeFileSync(path, SECOND_KEY);
  await moved;
  await connection.stop();
  const again = start();
  await synced(again, "key_3");
  // And it can be renewed like the one before it.
  renewing.asks = true;
  await synced(again, "key_4");
  await again.stop();
  const last = start();
  await synced(last, "key_4");
});

test("a start after the source was changed while nothing ran uses what is in the source", async () => {
  const { renewing, path, connection, start } = await renewOnce();
  await connection.stop();
  renewing.addKey(SECOND_KEY);
  writeFileSync(path, SECOND_KEY);
  const calls = renewing.server.calls.length;
  await synced(start(), "key_3");
  expect(new Set(renewing.server.calls.slice(calls).map(secretOf))).toEqual(new Set([SECOND_KEY]));
});

test.each([
  ["that is not there", (folder: string) => join(folder, "nowhere"), "there is no such folder"],
  ["that is a file", (folder: string) => writeKeyFile("", folder), "it is no folder"],
])("a state directory %s is said before the first sync", async (_, place, words) => {
  const folder = place(temporaryFolder());
  const source = keptKey(keyFile(writeKeyFile(FIRST_KEY)), stateDirectory(folder, "prod-1"));
  expect(await source.read()).toEqual({ kind: "unusable", problem: `the state directory ${folder}: ${words}` });
});

test("what stands in the state file and can't be read counts for nothing", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "prod-1.renewed"), `source ${hashOf(FIRST_KEY)}\nkey exc_cut-sho`);
  const source = keptKey(keyFile(writeKeyFile(FIRST_KEY)), stateDirectory(folder, "prod-1"));
  expect(await source.read()).toEqual({ kind: "key", secret: FIRST_KEY });
});

test("who accepted the key is kept beside what is stored, and not while that can't be read", async () => {
  const asked = { source: hashOf(FIRST_KEY), key: null, next: SECOND_KEY, accepted: null };
  let text: string | null = writeRenewalState(asked);
  let load = (): StoredState => ({ kind: "away", text: null });
  const { candidates, read } = keptKey(fixedKey(FIRST_KEY), {
    name: "the Secret prod-1",
    storesAdoption: false,
    load: () => Promise.resolve(load()),
    store: (next) => Promise.resolve(void (text = next)),
    probe: () => Promise.resolve(),
    lifetimeProblem: () => Promise.resolve(null),
  });
  await read();
  await candidates?.keepAccepted(FIRST_KEY, "org_1/key_1");
  expect(readRenewalState(text ?? "")).toEqual(asked);
  load = () => ({ kind: "read", text });
  await candidates?.keepAccepted(FIRST_KEY, "org_1/key_1");
  expect(readRenewalState(text ?? "")).toEqual({ ...asked, accepted: "org_1/key_1" });
});
