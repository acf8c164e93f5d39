import { app } from "electron";
import type { MainWindow } from "../window/main-window.ts";
import { deepLinkAmong, LINK_SCHEME, readDeepLink } from "./deep-link.ts";

const HOME = "/";

/**
 * Follows `excalibur://` links, those that arrive while the app runs and the one that started it. A second start of the
 * app without a link brings the window to the front.
 * @returns asked once, when the window can be opened: the page to open it at.
 */
export function followLinks(window: MainWindow): () => string {
  let firstPage: string | null = deepLinkAmong(process.argv);
  let isStarted = false;
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);

  app.on("second-instance", (_event, argv) => {
    const path = deepLinkAmong(argv);
    void (path === null ? window.show() : window.open(path));
  });
  // macOS hands links over by an event, even the first one, and then before the app is ready.
  app.on("open-url", (event, link) => {
    event.preventDefault();
    const path = readDeepLink(link);
    if (path === null) return;
    if (isStarted) void window.open(path);
    else firstPage = path;
  });
  return () => {
    isStarted = true;
    return firstPage ?? HOME;
  };
}
