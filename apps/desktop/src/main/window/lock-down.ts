import { app, type Session, type WebContents } from "electron";
import { isAppUrl } from "../app-protocol/app-origin.ts";

/** Nothing the page could ask the system for is granted: what it needs goes through the bridge. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/** Keeps every page of the app on our own origin: no other addresses, no new windows, no web views. */
export function confineContents(): void {
  app.on("web-contents-created", (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
    contents.on("will-attach-webview", (event) => event.preventDefault());
    contents.on("will-frame-navigate", (event) => {
      if (!isAppUrl(event.url) || !event.isMainFrame) event.preventDefault();
    });
    contents.on("will-redirect", (event) => event.preventDefault());
  });
}

/** Lets every script in the renderer open connections to its own origin only. */
export function confineNetwork(session: Session): void {
  session.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !isOwnRequest(request.url) }));
}

function isOwnRequest(url: string): boolean {
  return isAppUrl(url) || url.startsWith("devtools://") || url.startsWith("blob:app://") || url.startsWith("data:");
}

/** Whether a page is ours, judged by the frame that a message came from. */
export function isOwnPage(contents: WebContents, frameUrl: string | undefined): boolean {
  return !contents.isDestroyed() && frameUrl !== undefined && isAppUrl(frameUrl);
}
