import { executorName, EXECUTOR_KINDS, type ExecutorKind } from "@excalibur/api/contract";
import { z } from "zod";
import { dnsNameOf } from "./dns-name.ts";

/** What a recipe is filled in with. */
export interface RecipeValues {
  /** Where executors reach the server; a slash at its end is dropped. */
  readonly url: string;
  /** The executor's name. */
  readonly name: string;
  readonly kind: ExecutorKind;
  /** The container image of the executor; only recipes for containers use it. */
  readonly image: string;
  /** SHA-256, hexadecimal, of the script that the server gives to install the command. */
  readonly installerSha256: string;
}

/** The name of a container image, with a tag, a digest or neither. */
export const containerImage = z
  .string()
  .max(255)
  .regex(/^[a-z0-9][A-Za-z0-9._/:@-]*$/, "This is not the name of a container image.");

/**
 * Each value is kept to an alphabet that means nothing inside single quotes of a shell, a quoted here-document, and quoted
 * strings of TOML and YAML. That is why one text can stand in all of them as it is.
 */
const values = z.strictObject({
  url: z
    .string()
    .max(2_000)
    .regex(
      /^https?:\/\/(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::\d{1,5})?(?:\/[A-Za-z0-9._~/-]*)?$/,
      "A recipe takes an http:// or https:// address without user, query or unusual characters.",
    )
    .refine((url) => URL.canParse(url), "This is not an address.")
    .transform((url) => url.replace(/\/+$/, "")),
  name: executorName,
  kind: z.enum(EXECUTOR_KINDS),
  image: containerImage,
  installerSha256: z.hash("sha256"),
});

/**
 * Fills in a recipe. The API key is left as `{{apiKey}}`: the secret exists only in the answer that created it, so the
 * client that shows the recipe puts it there.
 * @throws Error when a value could mean something to a shell, or the template holds an unknown token; the words name the
 * value, never quote it
 */
export function renderRecipe(template: string, given: RecipeValues): string {
  const parsed = values.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The recipe can't be filled in. ${problems.join(" ")}`);
  }
  const tokens: Readonly<Record<string, string>> = {
    ...parsed.data,
    dnsName: dnsNameOf(parsed.data.name),
    apiKey: "{{apiKey}}",
  };
  return template.replace(/\{\{([^{}]*)\}\}/g, (token, key: string) => {
    const value = Object.hasOwn(tokens, key) ? tokens[key] : undefined;
    if (value === undefined) throw new Error(`The recipe holds the unknown token ${token}.`);
    return value;
  });
}
