import { expect, it } from "vitest";
import { clockOffsetMs } from "./server-clock.ts";

it("takes the server's time to be from the middle between asking and answering", () => {
  expect(clockOffsetMs(new Date(10_000), 4_000, 4_200)).toBe(5_900);
  expect(clockOffsetMs(new Date(4_100), 4_000, 4_200)).toBe(0);
});
