import type { ChannelView } from "@excalibur/api/contract";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { expectAccessible } from "../support/accessibility.ts";
import type { adminCalls } from "../support/admin-calls.ts";
import { startReceiver } from "../support/start-receiver.ts";
import { NEVER_OFFLINE } from "../support/start-server.ts";

/** Has a channel's receiver refuse until the channel stops, and looks for it on the overview and in the notices. */
export async function watchFailingChannel(
  page: Page,
  serverUrl: string,
  admin: Awaited<ReturnType<typeof adminCalls>>,
): Promise<void> {
  const receiver = await startReceiver();
  const toAll = {
    name: "On call",
    receiver: { kind: "webhook", url: receiver.url },
    leastLevel: "info",
    ...NEVER_OFFLINE,
  };
  await admin.mutate("channels.create", toAll);
  await admin.createKey("told");
  await receiver.has(1);
  receiver.refuse();
  // Each by itself: what waits together becomes one message. The third that is refused stops the channel.
  for (let refused = 1; refused <= 3; refused++) {
    await admin.createKey(`refused ${refused}`);
    await receiver.has(1 + refused);
  }
  const channels = async () => (await admin.query<{ items: ChannelView[] }>("channels.list", undefined)).items;
  await expect.poll(async () => (await channels())[0]?.failing?.why).toMatch(/400 Bad Request/);
  await page.goto(serverUrl);
  const failing = page.getByRole("region", { name: "Notification channels failing" });
  await failing.getByText(/400 Bad Request/).waitFor();
  await expectAccessible(page, "overview with a failing channel");
  await page.getByRole("button", { name: /^Notices/ }).click();
  const told = page.getByRole("dialog", { name: "Notices" }).getByRole("listitem").filter({ hasText: "by On call" });
  await told.filter({ hasText: "told" }).waitFor();
  expect(await told.count()).toBe(1);
  await expectAccessible(page, "notices with what channels have told");
  await told.filter({ hasText: "told" }).getByRole("link").click();
  await page.waitForURL(/\/keys\/key_[^/]+$/);
  await page.goto(serverUrl);
  await failing.getByRole("link", { name: "On call" }).click();
  await page.getByRole("heading", { name: "Notifications", exact: true }).waitFor();
  await admin.mutate("channels.delete", { id: (await channels())[0]?.id });
  await receiver.close();
}
