import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { startTestServer } from "./harness/test-server.ts";

const PROGRAM = fileURLToPath(new URL("../../../docs/examples/manage_keys.py", import.meta.url));

test("the Python program of the documentation lists, creates, rotates and revokes keys", async () => {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-python-"));
  const server = await startTestServer("sqlite");
  try {
    const owner = await server.signIn((await server.addOrganization("Acme")).owner);
    const key = { name: "python", scopes: ["keys:read" as const, "keys:write" as const], expiresInDays: 1 };
    const { secret } = await owner.trpc.managementKeys.create.mutate(key);
    const file = join(folder, "management.key");
    await writeFile(file, `${secret}\n`, { mode: 0o600 });
    const env = { PATH: process.env["PATH"], EXCALIBUR_URL: server.url, EXCALIBUR_MANAGEMENT_KEY_FILE: file };
    const { stdout } = await promisify(execFile)("python3", [PROGRAM], { env });
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
