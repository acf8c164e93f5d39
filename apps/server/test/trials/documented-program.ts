import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { startTestServer } from "../harness/test-server.ts";

const EXAMPLES = fileURLToPath(new URL("../../../../docs/examples/", import.meta.url));

/** A program of the documentation manages keys. @param file of `docs/examples`. @param command that runs it. */
export function tryDocumentedProgram(file: string, command: readonly [string, ...string[]]): void {
  test(`${file} of the documentation lists, creates, rotates and revokes keys`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "excalibur-program-"));
    const server = await startTestServer("sqlite");
    try {
      const owner = await server.signIn((await server.addOrganization("Acme")).owner);
      const key = { name: "program", scopes: ["keys:read" as const, "keys:write" as const], expiresInDays: 1 };
      const { secret } = await owner.trpc.managementKeys.create.mutate(key);
      const keyFile = join(folder, "management.key");
      await writeFile(keyFile, `${secret}\n`, { mode: 0o600 });
      const env = {
        PATH: process.env["PATH"],
        HOME: folder,
        EXCALIBUR_URL: server.url,
        EXCALIBUR_MANAGEMENT_KEY_FILE: keyFile,
      };
      const [program, ...words] = command;
      const { stdout } = await promisify(execFile)(program, [...words, join(EXAMPLES, file)], { env });
      const [created, successor] = [/^created (\S+)/.exec(stdout)?.[1], /^rotated to (\S+)/m.exec(stdout)?.[1]];
      expect(stdout).toContain(`revoked ${successor} at `);
      expect(stdout).toContain("refused 409 key_revoked");
      const { items } = await owner.trpc.apiKeys.list.query({});
      const listed = [...stdout.matchAll(/^listed (\S+) (\S+)$/gm)].map(([, id, status]) => ({ id, status }));
      expect(listed).toEqual(items.map(({ id, status }) => ({ id, status })));
      expect(listed.map(({ id }) => id).toSorted()).toEqual([created, successor].toSorted());
      expect(stdout).not.toMatch(/exc_|exm_/);
    } finally {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
}
