import type { RecipeBook } from "@excalibur/api/server";
import { readRecipeTemplates } from "./recipe-files.ts";
import { renderRecipe } from "./render-recipe.ts";

/** The recipes of `deploy/`, for executors that reach the server at an address and run a version's image. */
export function createRecipeBook({ url, version }: { url: () => string; version: string }): RecipeBook {
  const templates = readRecipeTemplates();
  const image = `excalibur-executor:${version}`;
  return { write: (place, { name, kind }) => renderRecipe(templates[place], { url: url(), name, kind, image }) };
}
