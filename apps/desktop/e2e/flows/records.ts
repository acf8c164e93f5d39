import { expect } from "vitest";
import type { Visit } from "../support/visit.ts";

/** Follows what the overview calls attention to, to its row. */
export async function followOverview(visit: Visit): Promise<void> {
  await visit.goTo("Overview");
  const unused = visit.page.getByRole("region", { name: "Keys never used" });
  await visit.hand.press(visit.link("prod-2", unused));
  await visit.page.getByText("Begins with").waitFor();
}

export async function narrowEvents(visit: Visit): Promise<void> {
  const { page, hand } = visit;
  const rows = page.getByRole("row");
  await visit.goTo("Events");
  await visit.pick(/^All events/, "Moved to another key", { check: "menu of events" });
  await rows.filter({ hasText: "Connected" }).first().waitFor({ state: "detached" });
  await rows.filter({ hasText: "edge-1" }).first().waitFor();
  await visit.pick(/^Moved to another key/, "All events");
  await visit.press(/^All executors/);
  await hand.type(page.getByRole("combobox"), "prod-3");
  await visit.check("choice of an executor");
  await hand.press(page.getByRole("option", { name: /prod-3/ }));
  await rows.filter({ hasText: "edge-1" }).first().waitFor({ state: "detached" });
  await visit.press(/^prod-3/);
  await visit.pick(/^All levels/, "Warning");
  await rows.filter({ hasText: "Connected" }).first().waitFor({ state: "detached" });
}

/** Narrows the audit log, opens a row and verifies the chain. */
export async function readAuditLog(visit: Visit): Promise<void> {
  const { page, hand } = visit;
  const rows = page.getByRole("row");
  await visit.goTo("Audit log");
  await visit.pick(/^Action:/, "Key revoked", { check: "menu of actions" });
  await rows.filter({ hasText: "Key created" }).first().waitFor({ state: "detached" });
  await visit.press(/^Days:/);
  await hand.press(visit.button("Today", visit.dialog));
  await visit.leave();
  await hand.press(rows.filter({ hasText: "Key revoked" }).first().getByRole("button"));
  await visit.dialog.getByText(/^[0-9a-f]{64}$/).waitFor();
  await visit.leave();
  await visit.press("Verify chain");
  await hand.press(visit.button("Verify", visit.dialog));
  await visit.dialog.getByText("The chain is unbroken.").waitFor();
  await visit.confirm("Close");
}

export async function exportAuditLog(visit: Visit): Promise<void> {
  await visit.goTo("Audit log");
  const { name, text } = await visit.download(() => visit.pick("Export", /^CSV/, { check: "menu of exports" }));
  expect(name).toMatch(/^audit-log-acme-\d{8}\.csv$/);
  expect(text).toContain("api_key.created");
}
