import { existsSync } from "node:fs";
import { join } from "node:path";
import { app, Notification } from "electron";
import { updatePolicy } from "./update-policy.ts";

const LOOK_EVERY_MS = 6 * 60 * 60 * 1_000;

/** Looks for newer versions now and then, where the app was packaged with an address to look at. */
export async function watchForUpdates(): Promise<void> {
  const policy = updatePolicy({
    platform: process.platform,
    isPackaged: app.isPackaged,
    hasFeed: existsSync(join(process.resourcesPath, "app-update.yml")),
  });
  if (policy === "off") return;
  // Only now: most of its code is never needed, and the first screen should not wait for it.
  const { default: updater } = await import("electron-updater");
  const { autoUpdater } = updater;
  autoUpdater.autoDownload = policy === "install";
  autoUpdater.autoInstallOnAppQuit = policy === "install";
  autoUpdater.logger = null;
  autoUpdater.on("update-available", ({ version }) => {
    if (policy === "notify") new Notification({ title: `Excalibur ${version} is available` }).show();
  });
  autoUpdater.on("update-downloaded", ({ version }) => {
    new Notification({ title: `Excalibur ${version} is installed when you quit` }).show();
  });
  // A feed that does not answer is no news; it is asked again later.
  autoUpdater.on("error", () => {});
  const look = () => void autoUpdater.checkForUpdates().catch(() => {});
  look();
  setInterval(look, LOOK_EVERY_MS);
}
