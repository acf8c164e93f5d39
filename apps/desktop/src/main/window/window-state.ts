import { z } from "zod";
import { readJsonFile, writeJsonFile } from "../files/json-file.ts";

const rectangle = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
const windowState = rectangle.extend({ maximized: z.boolean() });

export type Rectangle = z.infer<typeof rectangle>;
export type WindowState = z.infer<typeof windowState>;

const VISIBLE_EDGE_PX = 64;

export const MINIMUM_SIZE = { width: 480, height: 400 } as const;
export const DEFAULT_SIZE = { width: 1240, height: 800 } as const;

export function readWindowState(path: string): Promise<WindowState | null> {
  return readJsonFile(path, windowState);
}

export function saveWindowState(path: string, state: WindowState): Promise<void> {
  return writeJsonFile(path, state);
}

/**
 * Where the window opens: where it was, unless the screen it was on is gone; then the default size, placed by the system.
 */
export function windowBounds(saved: WindowState | null, screens: readonly Rectangle[]): Partial<Rectangle> {
  if (saved === null || !screens.some((screen) => showsEnough(saved, screen))) return DEFAULT_SIZE;
  return {
    x: saved.x,
    y: saved.y,
    width: Math.max(saved.width, MINIMUM_SIZE.width),
    height: Math.max(saved.height, MINIMUM_SIZE.height),
  };
}

/** Whether enough of a window's top edge lies on a screen to take hold of it. */
function showsEnough(window: Rectangle, screen: Rectangle): boolean {
  const shownWidth = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const topIsOnScreen = window.y >= screen.y && window.y + VISIBLE_EDGE_PX <= screen.y + screen.height;
  return shownWidth >= VISIBLE_EDGE_PX && topIsOnScreen;
}
