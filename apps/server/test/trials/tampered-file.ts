import { expect, test } from "vitest";
import { connect, INSTALLED, startNodeHost, startServerBehind } from "../harness/connect-hosts.ts";
import { pasteOn } from "../harness/pasted-recipe.ts";

/** One byte of a file is changed on its way to a host. @param path of the file at the server. */
export function tryTamperedFile(path: string): void {
  test(`one changed byte of ${path}: nothing is installed or connected, and the status says so`, async () => {
    const { proxy, owner } = await startServerBehind();
    proxy.tamper(path);
    for (const place of ["bareMetal", "environment"] as const) {
      const host = await startNodeHost();
      const { status, output } = await pasteOn(host, await connect(owner, `edge-${place}`, place));
      expect([status, /Nothing was (installed|changed)\./.test(output)]).toEqual([1, true]);
      for (const file of [...INSTALLED, "/etc/excalibur", "/root/.local"])
        expect([file, host.has(file)]).toEqual([file, false]);
    }
  });
}
