import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ExcaliburCommand } from "../harness/excalibur-command.ts";
import { startTestServer } from "../harness/test-server.ts";

/** A shell loop makes keys with the command, and makes none when it runs again. @param count of keys. */
export function tryKeysByShellLoop(count: number): void {
  test(`a shell loop makes ${count} keys, and none when it runs again`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "excalibur-loop-"));
    const server = await startTestServer("sqlite");
    try {
      const owner = await server.signIn((await server.addOrganization("Acme")).owner);
      const key = { name: "play", scopes: ["keys:read" as const, "keys:write" as const], expiresInDays: 1 };
      const { secret } = await owner.trpc.managementKeys.create.mutate(key);
      const command = (await ExcaliburCommand.build(folder)).with({
        EXCALIBUR_URL: server.url,
        EXCALIBUR_MANAGEMENT_KEY: secret,
      });
      const play = `
        mkdir -p "${folder}/keys"
        i=1
        while [ $i -le ${count} ]; do
          excalibur keys create --external-id host-$i --name host-$i --executor host-$i --secret-file "${folder}/keys/host-$i"
          i=$((i + 1))
        done`;
      const first = await command.shell(play);
      expect(first).toMatchObject({ code: 0, stdout: "" });
      expect(first.stderr.match(/^created /gm)).toHaveLength(count);

      const files = await readdir(`${folder}/keys`);
      expect(files).toHaveLength(count);
      const before = await Promise.all(files.map((file) => readFile(`${folder}/keys/${file}`, "utf8")));
      const audit = await server.database.client.auditRow.count();
      const second = await command.shell(play);
      expect(second.stderr.match(/^unchanged /gm)).toHaveLength(count);
      expect(await server.database.client.apiKey.count()).toBe(count);
      expect(await server.database.client.auditRow.count()).toBe(audit);
      expect(await readdir(`${folder}/keys`)).toEqual(files);
      expect(await Promise.all(files.map((file) => readFile(`${folder}/keys/${file}`, "utf8")))).toEqual(before);

      expect((await stat(`${folder}/keys/host-1`)).mode & 0o777).toBe(0o600);
      const one = (await readFile(`${folder}/keys/host-1`, "utf8")).trim();
      expect(await owner.sync(one, { name: "host-1" })).toMatchObject({ status: 200 });
      expect(await owner.sync(one, { name: "host-2" })).toMatchObject({ reason: "key_bound_to_other_executor" });
    } finally {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
}
