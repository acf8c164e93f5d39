import { executorName } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { executorNameFrom, recipesFor } from "./recipes.ts";

it.each(["prod", "prod 260601", "  ", "🛰️", "é", "مفتاح", "--x--", "a".repeat(80), ".hidden", "a/b;c$(d)"])(
  "makes of %j a name that an executor may have",
  (name) => {
    expect(executorName.safeParse(executorNameFrom(name)).success).toBe(true);
  },
);

it("names the server and the executor in every recipe", () => {
  const recipes = recipesFor("https://keys.example.com", "prod-1");
  expect(recipes.map((recipe) => recipe.id)).toEqual(["metal", "kubernetes", "docker", "environment"]);
  for (const { steps } of recipes) {
    const code = steps.map((step) => step.code).join("\n");
    expect(code).toContain("https://keys.example.com");
    expect(code).toContain("prod-1");
  }
});

it("never puts the key itself on a command line", () => {
  for (const { steps } of recipesFor("https://keys.example.com", "prod-1")) {
    for (const { code } of steps) {
      expect(code).not.toMatch(/exc_/);
      expect(code).not.toMatch(/API_KEY=\S/);
      expect(code).not.toMatch(/--api-key[ =]/);
    }
  }
});
