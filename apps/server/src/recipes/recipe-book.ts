import type { RecipeBook } from "@excalibur/api/server";
import { isThisMachine } from "../configuration/public-url.ts";
import { readRecipeTemplates } from "./recipe-files.ts";
import { renderRecipe } from "./render-recipe.ts";

interface Options {
  /** Where executors reach the server. */
  readonly url: () => string;
  /** The container image of the executor. */
  readonly image: string;
  /** Of the script that installs the command. */
  readonly installerSha256: () => Promise<string>;
}

/** The recipes of `deploy/`, for executors that reach the server at an address and run an image. */
export function createRecipeBook({ url, image, installerSha256 }: Options): RecipeBook {
  const templates = readRecipeTemplates();
  return {
    async write(place, { name, kind }) {
      const values = { url: url(), name, kind, image, installerSha256: await installerSha256() };
      const serverUrl = values.url;
      return {
        recipe: renderRecipe(templates[place], values),
        serverUrl,
        isLoopback: isThisMachine(new URL(serverUrl).hostname),
      };
    },
  };
}
