import { expect } from "vitest";
import type { AppPage } from "../support/app-page.ts";

/** Follows what the overview calls attention to, to its row. */
export async function followOverview(app: AppPage): Promise<void> {
  await app.goTo("Overview");
  const unused = app.page.getByRole("region", { name: "Keys never used" });
  await app.actor.press(app.link("prod-2", unused));
  await app.page.getByText("Begins with").waitFor();
}

export async function narrowEvents(app: AppPage): Promise<void> {
  const { page, actor } = app;
  const rows = page.getByRole("row");
  await app.goTo("Events");
  await app.pick(/^All events/, "Moved to another key", { check: "menu of events" });
  await rows.filter({ hasText: "Connected" }).first().waitFor({ state: "detached" });
  await rows.filter({ hasText: "edge-1" }).first().waitFor();
  await app.pick(/^Moved to another key/, "All events");
  await app.press(/^All executors/);
  await actor.type(page.getByRole("combobox", { name: "Executors" }), "prod-3");
  await app.check("choice of an executor");
  await actor.press(page.getByRole("option", { name: /prod-3/ }));
  await rows.filter({ hasText: "edge-1" }).first().waitFor({ state: "detached" });
  await app.press(/^prod-3/);
  await app.pick(/^All levels/, "Warning");
  await rows.filter({ hasText: "Connected" }).first().waitFor({ state: "detached" });
}

/** Narrows the audit log, opens a row and verifies the chain. */
export async function readAuditLog(app: AppPage): Promise<void> {
  const { page, actor } = app;
  const rows = page.getByRole("row");
  await app.goTo("Audit log");
  await app.pick(/^Action:/, /^Key revoked/, { check: "menu of actions" });
  await rows.filter({ hasText: "Key created" }).first().waitFor({ state: "detached" });
  await app.press(/^Days:/);
  // Not *Today*, which is over when the walk goes past midnight.
  await actor.press(app.button("7 days", app.dialog));
  await app.leave();
  await actor.press(rows.filter({ hasText: "Key revoked" }).first().getByRole("button"));
  await app.dialog.getByText(/^[0-9a-f]{64}$/).waitFor();
  await app.leave();
  await app.press("Verify chain");
  await actor.press(app.button("Verify", app.dialog));
  await app.dialog.getByText("The chain is unbroken.").waitFor();
  await app.confirm("Close");
}

export async function exportAuditLog(app: AppPage): Promise<void> {
  await app.goTo("Audit log");
  const { name, text } = await app.download(() => app.pick("Export", /^CSV/, { check: "menu of exports" }));
  expect(name).toMatch(/^audit-log-acme-\d{8}\.csv$/);
  expect(text).toContain("api_key.created");
}
