import type { ExecutorPlace, Recipe, WriteRecipeInput } from "../contract/executors.ts";
import { EXECUTOR_KINDS, type ExecutorKind } from "../contract/sync.ts";
import type { MemberRequest } from "../ports/services.ts";

/** What runs at a place, as long as nobody has decided otherwise. */
export const KIND_AT = {
  bareMetal: "agent",
  kubernetes: "operator",
  docker: "agent",
  environment: "agent",
} as const satisfies Record<ExecutorPlace, ExecutorKind>;

/**
 * The recipe that gives an executor its key, whether it is there yet or not. An executor keeps the kind that its first sync
 * has fixed, wherever it runs next. The secret stands in it as `{{apiKey}}`: who shows the recipe puts it there, so the
 * server never sees one again.
 */
export async function writeRecipe(
  { services, member }: MemberRequest,
  { name, place }: WriteRecipeInput,
): Promise<Recipe> {
  const executor = await services.data.executors.findByName(member.organization.id, name);
  const kind = EXECUTOR_KINDS.find((each) => each === executor?.kind) ?? KIND_AT[place];
  return services.recipes.write(place, { name, kind });
}
