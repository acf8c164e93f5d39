import { it } from "vitest";
import { workWithSeveralServers } from "../flows/first-start.ts";
import { exportAuditLog } from "../flows/records.ts";
import { mouse } from "../support/actor.ts";
import { AppPage } from "../support/app-page.ts";
import { downloadInElectron } from "../support/downloads.ts";
import type { DesktopWalk } from "./walk.ts";

/** What else the page asks its host for: a file, and another server. The endurance lane goes through all flows in Electron. */
export function testHostFlows(desktop: DesktopWalk): void {
  it.each([
    ["saves the exported audit log", exportAuditLog],
    ["works with several servers", workWithSeveralServers],
  ])("%s", async (_does, flow) => {
    const { electron, server } = desktop;
    const app = new AppPage(electron.page, mouse(electron.page), server, downloadInElectron(electron));
    app.isChecked = true;
    await flow(app);
  });
}
