import { dialog, type BrowserWindow } from "electron";

/**
 * Electron shows no question of its own when a page asks to be kept, it just stays. So the question is asked here.
 * @param onStay called when the user stays
 */
export function askBeforeUnload(window: BrowserWindow, onStay: () => void): void {
  window.webContents.on("will-prevent-unload", (event) => {
    const choice = dialog.showMessageBoxSync(window, {
      type: "warning",
      message: "The new key has not been stored yet",
      detail: "It can't be shown again. If you leave now, revoke this key and create another one.",
      buttons: ["Stay", "Leave without the key"],
      defaultId: 0,
      cancelId: 0,
    });
    // Preventing this event lets the page go after all.
    if (choice === 1) event.preventDefault();
    else onStay();
  });
}
