const OVERLAYS = "[role=dialog],[role=alertdialog],[role=menu]";

/** What had the focus last of what lies below all dialogs and menus. */
let lastBelow: HTMLElement | null = null;

document.addEventListener("focusin", ({ target }) => {
  if (target instanceof HTMLElement && target.closest(OVERLAYS) === null) lastBelow = target;
});

/** Whether something has the focus already: what has closed gives it back a moment later, and a person may be typing by then. */
export function hasFocusMovedOn(): boolean {
  return document.activeElement !== null && document.activeElement !== document.body;
}

/**
 * Gives the focus back after a dialog has closed: to the element that the dialog names, to the one that had it before, or to
 * the page's content where both are gone. Not while another dialog is open, which has taken the focus, nor once the person has
 * moved it on.
 * @param wanted a selector.
 */
export function returnFocus(wanted?: string): void {
  if (document.querySelector(OVERLAYS) !== null || hasFocusMovedOn()) return;
  const found = wanted === undefined ? null : document.querySelector<HTMLElement>(wanted);
  const before = lastBelow?.isConnected === true ? lastBelow : null;
  (found ?? before ?? document.querySelector("main"))?.focus();
}
