import { expect, it } from "vitest";
import { fillInKey } from "./fill-in-key.ts";

it("puts the key wherever the recipe leaves its place, letter by letter", () => {
  expect(fillInKey("a {{apiKey}}\nb {{apiKey}}", "exc_$&$1")).toBe("a exc_$&$1\nb exc_$&$1");
});
