const OVERLAYS = "[role=dialog],[role=alertdialog],[role=menu]";

/** What had the focus last of what lies below all dialogs and menus. */
let lastBelow: HTMLElement | null = null;

document.addEventListener("focusin", ({ target }) => {
  if (target instanceof HTMLElement && target.closest(OVERLAYS) === null) lastBelow = target;
});

/**
 * Gives the focus back after a dialog has closed: to the element that the dialog names, to the one that had it before, or to
 * the page's content where both are gone. Not while another dialog is open, which has taken the focus.
 * @param wanted a selector.
 */
export function returnFocus(wanted?: string): void {
  if (document.querySelector(OVERLAYS) !== null) return;
  const found = wanted === undefined ? null : document.querySelector<HTMLElement>(wanted);
  const before = lastBelow?.isConnected === true ? lastBelow : null;
  (found ?? before ?? document.querySelector("main"))?.focus();
}
