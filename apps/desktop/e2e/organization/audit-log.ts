import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "../support/accessibility.ts";
import { WITNESS_KEY } from "../two-organizations/dialogs.ts";
import { focused } from "../support/focused.ts";
import type { OrganizationWalk } from "./walk.ts";

/** The audit log, as an owner reads it. */
export function testAuditLog(walk: OrganizationWalk): void {
  const { button, dialog, rowOf, screenLink, dialogClosed } = walk;

  describe("the audit log", () => {
    it("shows who did what, to what and from where, with every detail a key press away", async () => {
      await rowOf("Key revoked", "prod-cluster-1", "ada@acme.test", "127.0.0.1").waitFor();
      await expectAccessible(walk.page, "audit log");
      await rowOf("Key revoked").getByRole("button").focus();
      await walk.page.keyboard.press("ArrowDown");
      await focused(rowOf("edge-7").getByRole("button"));
      await walk.page.keyboard.press("ArrowUp");
      await walk.page.keyboard.press("Enter");
      await dialog()
        .getByText(/^[0-9a-f]{64}$/)
        .waitFor();
      await expectAccessible(walk.page, "audit row");
    });

    it("narrows to one target, action and day, and keeps all of it in the address", async () => {
      await dialog().getByRole("button", { name: "Only this target" }).click();
      await rowOf("edge-7").waitFor({ state: "detached" });
      await rowOf("Key created", "prod-cluster-1").waitFor();
      await button(/^Action:/).click();
      await walk.page.getByRole("menuitemradio", { name: "Key revoked", exact: true }).click();
      await rowOf("Key created").waitFor({ state: "detached" });
      await button(/^Days:/).click();
      // Not *Today*, which is over when the walk goes past midnight.
      await dialog().getByRole("button", { name: "7 days" }).click();
      await expectAccessible(walk.page, "audit log, days");
      await walk.page.keyboard.press("Escape");
      await dialogClosed();
      await walk.page.reload();
      await rowOf("Key revoked", "prod-cluster-1").waitFor();
      expect(await rowOf("Key created").count()).toBe(0);
      const { searchParams } = new URL(walk.page.url());
      expect(Object.fromEntries(searchParams)).toMatchObject({ action: "api_key.revoked", kind: "api_key" });
    });

    it("says when nothing matches, and shows everything again", async () => {
      await button(/^Action:/).click();
      await walk.page.getByRole("menuitemradio", { name: "Executor deleted" }).click();
      await walk.page.getByRole("heading", { name: "Nothing matches" }).waitFor();
      await button("Show everything").click();
      await rowOf("edge-7").waitFor();
      expect(new URL(walk.page.url()).search).toBe("");
    });

    it("announces what others do meanwhile, without moving a row, and shows it when asked", async () => {
      await walk.admin.createKey("made elsewhere");
      await button("Show 1 new row").waitFor();
      expect(await rowOf("made elsewhere").count()).toBe(0);
      await button("Show 1 new row").click();
      await rowOf("Key created", "made elsewhere").waitFor();
    });

    it("is exported as a file of just the rows under the filter", async () => {
      await button(/^Action:/).click();
      await walk.page.getByRole("menuitemradio", { name: "Key revoked", exact: true }).click();
      await rowOf("edge-7").waitFor({ state: "detached" });
      const download = walk.page.waitForEvent("download");
      await button("Export").click();
      await walk.page.getByRole("menuitem", { name: /^JSON Lines/ }).click();
      const file = await download;
      expect(file.suggestedFilename()).toMatch(/^audit-log-acme-\d{8}\.jsonl$/);
      const lines = (await readFile(await file.path(), "utf8")).trim().split("\n");
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain("api_key.revoked");
    });

    it("says why it is not exported when the server can't be asked", async () => {
      await walk.page.context().setOffline(true);
      await button("Export").click();
      await walk.page.getByRole("menuitem", { name: /^CSV/ }).click();
      await walk.page.getByText("Nothing was exported. The server can't be reached.").waitFor();
      await walk.page.context().setOffline(false);
      await walk.page.goto(`${walk.server.url}/audit`);
    });

    it("narrows to what one member did, by name", async () => {
      await button(/^Actor:/).click();
      await walk.page.getByRole("menuitemradio", { name: "ada@acme.test" }).click();
      await button("Actor: By Owner").waitFor();
      expect(new URL(walk.page.url()).searchParams.get("actor")).toMatch(/^usr_/);
      await walk.page.reload();
      await button("Actor: By Owner").waitFor();
      await rowOf("Key created", "edge-7").waitFor();
      await walk.page.goto(`${walk.server.url}/audit`);
    });

    it("has witnesses, whose keys an owner registers and removes", async () => {
      await button("Verify chain").click();
      await dialog().getByRole("button", { name: "Witnesses…" }).click();
      await dialog().getByText("No witness is registered yet.").waitFor();
      await dialog().getByLabel("Key of a new witness").fill("w1.example.com");
      await walk.page.keyboard.press("Enter");
      await dialog().getByText("Paste the whole key: name+00000000+…").waitFor();
      await dialog().getByLabel("Key of a new witness").fill(WITNESS_KEY);
      await walk.page.keyboard.press("Enter");
      await dialog().getByText("Has signed nothing yet").waitFor();
      await expectAccessible(walk.page, "witnesses");
      await dialog().getByRole("button", { name: "Remove w1.example.com…" }).click();
      await walk.page.getByRole("button", { name: "Remove witness" }).waitFor();
      await expectAccessible(walk.page, "remove a witness");
      await walk.page.getByRole("button", { name: "Remove witness" }).click();
      await dialog().getByText("No witness is registered yet.").waitFor();
      await dialog().getByRole("button", { name: "Close" }).click();
      await dialog().getByRole("button", { name: "Close" }).click();
      await dialogClosed();
    });

    it("is verified, gives its head to note, and names the first row that was tampered with", async () => {
      await button("Verify chain").click();
      await dialog().getByRole("button", { name: "Verify" }).click();
      await dialog().getByText("The chain is unbroken.").waitFor();
      const head = await dialog()
        .getByText(/^[0-9a-f]{64}$/)
        .innerText();
      await expectAccessible(walk.page, "verified chain");
      await dialog().getByRole("textbox").fill("not a head");
      await walk.page.keyboard.press("Enter");
      await dialog().getByText("A head has 64 hexadecimal digits.").waitFor();
      tamperWithRow(walk.server.dataFolder, 3);
      await dialog().getByRole("textbox").fill(head);
      await walk.page.keyboard.press("Enter");
      await dialog().getByText("Row 3 is the first that is wrong.").waitFor();
      await expectAccessible(walk.page, "broken chain");
      await dialog().getByRole("button", { name: "Close" }).click();
      await dialogClosed();
    });

    it("stands on a key's own walk.page, as far as it is about that key", async () => {
      await screenLink(walk.page, "API keys").click();
      // The audit log has links to keys too.
      await walk.page.getByRole("heading", { name: "API keys" }).waitFor();
      await walk.page.getByRole("link", { name: "prod-cluster-1" }).click();
      const trail = walk.page.getByRole("region", { name: "Audit log" });
      await trail.getByText("by hand").waitFor();
      await expect.poll(() => trail.getByRole("listitem").count()).toBe(2);
      await expectAccessible(walk.page, "key page with its audit rows");
    });
  });
}

/** Changes a row of the audit log behind the server's back. */
function tamperWithRow(dataFolder: string, sequence: number): void {
  const database = new DatabaseSync(join(dataFolder, "excalibur.db"));
  try {
    database.exec("PRAGMA busy_timeout = 5000");
    const change = database.prepare("UPDATE audit_row SET target_name = 'another name' WHERE sequence = ?");
    if (change.run(sequence).changes !== 1) throw new Error("No row was changed.");
  } finally {
    database.close();
  }
}
