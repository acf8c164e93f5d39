import { Notification as SystemNotification } from "electron";
import type { Notice } from "../../shared/notice.ts";
import { composeNotifications } from "./compose-notifications.ts";
import type { ToldNotices } from "./told-notices.ts";

/** Held until they are gone: one that is collected as garbage is no longer heard when it is clicked. */
const shown = new Set<SystemNotification>();

/** Shows what was not told before, by the system's own notifications. A click opens the page it is about. */
export function showNotices(notices: readonly Notice[], told: ToldNotices, open: (path: string) => void): void {
  for (const { title, body, path } of composeNotifications(told.takeNew(notices))) {
    const notification = new SystemNotification({ title, body });
    const forget = () => void shown.delete(notification);
    notification.on("click", () => {
      forget();
      open(path);
    });
    notification.on("close", forget);
    notification.on("failed", forget);
    shown.add(notification);
    notification.show();
  }
}
