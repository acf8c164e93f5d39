/** The browser's events for a page that is shown, hidden, suspended or left. */
const PAGE_EVENTS = ["visibilitychange", "freeze", "resume", "pagehide", "pageshow"] as const;

type PageEvent = (typeof PAGE_EVENTS)[number];

/** Long enough to switch to another page and back; short enough that many pages opened in a row do not wait. */
const GRACE_MS = 3_000;

/**
 * What becomes of a page's stream after an event. A page out of sight needs none, and over HTTP/1.1 a browser opens six
 * connections to a server, for all its pages together. A page that is frozen or in the back/forward cache runs no timer.
 */
export function streamAfter(event: PageEvent, visibility: DocumentVisibilityState): "open" | "closeSoon" | "closeNow" {
  if (event === "freeze" || event === "pagehide") return "closeNow";
  return visibility === "visible" ? "open" : "closeSoon";
}

/** Opens while the page is visible and closes while it is hidden, until the returned function is called. */
export function followPage(open: () => void, close: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onEvent = (event: PageEvent) => {
    clearTimeout(timer);
    const decision = streamAfter(event, document.visibilityState);
    if (decision === "open") open();
    if (decision === "closeNow") close();
    if (decision === "closeSoon") timer = setTimeout(close, GRACE_MS);
  };
  const listening = new AbortController();
  for (const event of PAGE_EVENTS) {
    // On its way down, because not all of them come up to the window.
    window.addEventListener(event, () => onEvent(event), { capture: true, signal: listening.signal });
  }
  onEvent("visibilitychange");
  return () => {
    listening.abort();
    clearTimeout(timer);
  };
}
