import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const DEPLOY_FOLDER = fileURLToPath(new URL("../../../../deploy/", import.meta.url));

/** The recipes there are, by the file each stands in. */
const RECIPE_FILES = {
  bareMetal: "recipes/bare-metal.sh",
  kubernetes: "recipes/kubernetes.sh",
  docker: "recipes/docker.sh",
  environment: "recipes/environment.sh",
} as const;

export type RecipeName = keyof typeof RECIPE_FILES;
export type RecipeTemplates = Readonly<Record<RecipeName, string>>;

/**
 * Reads the recipes once, with the files of `deploy/` that they include (`{{file:systemd/executor.toml}}`), so that what
 * an operator pastes and what `deploy/` holds are the same text. Other tokens are left for `renderRecipe`.
 * @throws when a file is missing, or an included file includes another
 */
export function readRecipeTemplates(folder: string = DEPLOY_FOLDER): RecipeTemplates {
  return {
    bareMetal: readTemplate(folder, RECIPE_FILES.bareMetal),
    kubernetes: readTemplate(folder, RECIPE_FILES.kubernetes),
    docker: readTemplate(folder, RECIPE_FILES.docker),
    environment: readTemplate(folder, RECIPE_FILES.environment),
  };
}

function readTemplate(folder: string, file: string): string {
  return read(folder, file).replace(/\{\{file:([^}]*)\}\}/g, (_, included: string) => {
    const text = read(folder, included).replace(/\n$/, "");
    if (text.includes("{{file:")) throw new Error(`deploy/${included} is included and includes a file itself`);
    return text;
  });
}

function read(folder: string, file: string): string {
  return readFileSync(join(folder, file), "utf8");
}
