import { shownSecret } from "../support/secrets.ts";
import type { Visit } from "../support/visit.ts";

/** Creates a management key, has a program use it, and revokes it. */
export async function changeManagementKeys(visit: Visit): Promise<void> {
  const { page, hand, dialog } = visit;
  await visit.goTo("Management keys");
  await visit.check("management keys");
  await visit.press("New management key");
  await visit.type("Name", "pipeline");
  await visit.check("new management key");
  await hand.press(visit.button("Create", dialog));
  await dialog.getByText("Choose at least one scope.").waitFor();
  await hand.press(dialog.getByRole("checkbox", { name: /^keys:read/ }));
  await hand.press(visit.button("Create", dialog));
  await visit.heading("Store the management key pipeline now");
  await visit.check("one-time management key");
  const secret = await shownSecret(page);
  await visit.press("Copy key");
  await visit.confirm("I’ve stored this key");
  const list = () =>
    fetch(`${visit.server.url}/trpc/apiKeys.list?input=${encodeURIComponent('{"json":{}}')}`, {
      headers: { authorization: `Bearer ${secret}` },
    });
  const accepted = await list();
  if (accepted.status !== 200) throw new Error(`The new key was refused: ${await accepted.text()}`);
  await visit.pick("Actions for pipeline", "Revoke…", { check: "menu of a management key" });
  await visit.check("revoke a management key");
  await visit.confirm("Revoke key");
  await page.getByRole("row").filter({ hasText: "pipeline" }).getByText("Revoked").waitFor();
  const refused = await list();
  if (refused.status !== 401) throw new Error(`The revoked key was accepted: ${refused.status}`);
}
