import { Notification as SystemNotification } from "electron";
import type { Notice } from "../../shared/notice.ts";
import { composeNotifications } from "./compose-notifications.ts";
import type { ShownNotices } from "./shown-notices.ts";

/** Referenced until they are gone: a notification collected as garbage no longer reports its click. */
const onScreen = new Set<SystemNotification>();

/** Shows notices that were not shown before as notifications of the system. A click opens the page of the notice. */
export function showNotices(notices: readonly Notice[], shown: ShownNotices, open: (path: string) => void): void {
  for (const { title, body, path } of composeNotifications(shown.takeNew(notices))) {
    const notification = new SystemNotification({ title, body });
    const forget = () => void onScreen.delete(notification);
    notification.on("click", () => {
      forget();
      open(path);
    });
    notification.on("close", forget);
    notification.on("failed", forget);
    onScreen.add(notification);
    notification.show();
  }
}
