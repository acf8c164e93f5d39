import { useEffect, useEffectEvent, useRef } from "react";
import { isMac } from "./command-key.ts";

/** Runs an action by a single key, unless something is being typed or a dialog or menu is open. */
export function useShortcut(key: string, action: () => unknown): void {
  useKeyDown((event) => {
    if (event.key !== key || !isFreeKey(event)) return;
    event.preventDefault();
    action();
  });
}

/** Runs an action by Ctrl or, on a Mac, Cmd with a key, even while something is typed; not over a dialog or menu. */
export function useCommandShortcut(key: string, action: () => unknown): void {
  useKeyDown((event) => {
    if (!isCommandKey(event, key) || event.defaultPrevented) return;
    // A browser has uses of its own for most of them, which must not surprise over a dialog either.
    event.preventDefault();
    if (!isCovered()) action();
  });
}

const SECOND_KEY_WITHIN_MS = 1_500;

/** Runs an action by two keys, one after the other: `g`, then the one that names the action. */
export function useKeySequence(first: string, actions: ReadonlyMap<string, () => unknown>): void {
  const startedAtMs = useRef<number | null>(null);
  useKeyDown((event) => {
    const isSecond = startedAtMs.current !== null && event.timeStamp - startedAtMs.current < SECOND_KEY_WITHIN_MS;
    startedAtMs.current = null;
    if (!isFreeKey(event)) return;
    if (!isSecond) {
      if (event.key === first) startedAtMs.current = event.timeStamp;
      return;
    }
    const action = actions.get(event.key);
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
}

export function isCommandKey(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">,
  key: string,
): boolean {
  return event.key.toLowerCase() === key && (isMac ? event.metaKey : event.ctrlKey) && !event.altKey;
}

function useKeyDown(listen: (event: KeyboardEvent) => void): void {
  const onKeyDown = useEffectEvent(listen);
  useEffect(() => {
    const pass = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener("keydown", pass);
    return () => window.removeEventListener("keydown", pass);
  }, []);
}

/** A plain key press that nothing has used yet: nothing is being typed, no dialog or menu is open that it might be meant for. */
export function isFreeKey(event: KeyboardEvent, { alsoWhenTyping = false } = {}): boolean {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  return isPlain && !event.defaultPrevented && !isCovered() && (alsoWhenTyping || !isTyping(event.target));
}

/** Whether a dialog or a menu waits for an answer, and nothing else may come on top of it. */
export function isCovered(): boolean {
  return document.querySelector("[role=dialog],[role=alertdialog],[role=menu]") !== null;
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== "checkbox";
  return target instanceof HTMLElement && (target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName));
}
