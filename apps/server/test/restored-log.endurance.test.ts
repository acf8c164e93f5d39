import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { dialects } from "@excalibur/db/testing";
import { expect, onTestFinished, test } from "vitest";
import { Client } from "./harness/client.ts";
import { eventually } from "./harness/eventually.ts";
import { startRestorableServer } from "./harness/restorable-server.ts";
import { OWNER, withDataFolder } from "./harness/server-process.ts";
import { StreamReader } from "./harness/stream-reader.ts";

const COMMAND = fileURLToPath(new URL("../src/audit-command/main.ts", import.meta.url));
const WORDS = ["--disable-warning=ExperimentalWarning", COMMAND];

test.each(dialects)(
  "a database on %s that is restored from a backup: witness, stream and verification name the first lost row",
  (dialect) =>
    withDataFolder(async (folder) => {
      const server = await startRestorableServer(dialect, folder);
      const owner = new Client(server.url);
      await owner.signIn(OWNER);
      const createKey = (name: string) => owner.trpc.apiKeys.create.mutate({ name, target: { kind: "newExecutor" } });
      const keyOf = async (name: string, ...scopes: ("audit:read" | "audit:cosign")[]) =>
        (await owner.trpc.managementKeys.create.mutate({ name, scopes, expiresInDays: 1 })).secret;
      const place = join(folder, "witness");
      const key = await promisify(execFile)(process.execPath, [...WORDS, "witness-key", place, "--name", "w1"]);
      await owner.trpc.witnesses.add.mutate({ key: key.stdout.trim() });
      const keyFile = join(folder, "management.key");
      writeFileSync(keyFile, await keyOf("w1", "audit:read", "audit:cosign"), { mode: 0o600 });
      const secret = await keyOf("siem", "audit:read");

      const witness = spawn(process.execPath, [...WORDS, "witness", place, "--url", server.url, "--key-file", keyFile]);
      onTestFinished(() => void witness.kill("SIGKILL"));
      const said = text(witness.stderr);
      const signedUpTo = async () => (await owner.trpc.witnesses.list.query()).items[0]?.latest?.sequence;
      const isSigned = (sequence: number) =>
        eventually(async () => expect(await signedUpTo()).toBeGreaterThanOrEqual(sequence));

      await server.backUp();
      const { checked: kept } = await owner.trpc.audit.verify.query();
      for (const name of ["lost 1", "lost 2", "lost 3"]) await createKey(name);
      await isSigned(kept + 3);
      const reader = new StreamReader();
      const end = reader.start(server.url, secret);
      await reader.has(kept + 3);
      await server.restore();
      await end;

      await reader.follow(server.url, secret);
      expect([reader.status, reader.refusal]).toEqual([
        409,
        expect.objectContaining({ reason: "audit_rows_lost", sequence: kept + 1 }),
      ]);
      // A change after the restore takes the number of the first lost row.
      await createKey("after the restore");
      const [status] = (await once(witness, "close")) as [number];
      expect([status, await said]).toEqual([1, expect.stringContaining(`The first lost row is ${kept + 1}.`)]);
      expect((await owner.trpc.audit.verify.query()).firstBad).toMatchObject({
        sequence: kept + 1,
        problem: "cosigned_row_lost",
      });
      const again = new StreamReader();
      void again.start(server.url, secret);
      await again.has(kept + 1);
      again.cut();
      reader.received += again.received;
      expect(await reader.verify()).toMatchObject({
        exitCode: 1,
        words: expect.stringContaining(`The first lost row is ${kept + 1}.`),
      });
    }),
  240_000,
);
