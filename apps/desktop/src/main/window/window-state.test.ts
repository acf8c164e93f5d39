import { expect, it } from "vitest";
import { DEFAULT_SIZE, MINIMUM_SIZE, windowBounds } from "./window-state.ts";

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const saved = { x: 100, y: 50, width: 1000, height: 700, maximized: false };

it("opens the window where it was", () => {
  expect(windowBounds(saved, [screen])).toEqual({ x: 100, y: 50, width: 1000, height: 700 });
});

it("opens at the default size the first time, and when the screen it was on is gone", () => {
  expect(windowBounds(null, [screen])).toEqual(DEFAULT_SIZE);
  expect(windowBounds({ ...saved, x: 3000 }, [screen])).toEqual(DEFAULT_SIZE);
  expect(windowBounds({ ...saved, y: -400 }, [screen])).toEqual(DEFAULT_SIZE);
});

it("never opens smaller than can be used", () => {
  expect(windowBounds({ ...saved, width: 10, height: 10, x: 0 }, [screen])).toEqual(DEFAULT_SIZE);
  expect(windowBounds({ ...saved, width: 300, height: 300 }, [screen])).toMatchObject(MINIMUM_SIZE);
});
