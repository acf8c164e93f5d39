import { expect, it } from "vitest";
import { fillInKey } from "./fill-in-key.ts";

it("replaces each placeholder of the recipe with the key, unchanged", () => {
  expect(fillInKey("a {{apiKey}}\nb {{apiKey}}", "exc_$&$1")).toBe("a exc_$&$1\nb exc_$&$1");
});
