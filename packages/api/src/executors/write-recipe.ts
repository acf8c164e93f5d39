import type { ExecutorPlace, Recipe, WriteRecipeInput } from "../contract/executors.ts";
import { EXECUTOR_KINDS, type ExecutorKind } from "../contract/sync.ts";
import type { MemberRequest } from "../ports/services.ts";

/** The kind of executor at a place, unless the executor already has another kind. */
export const KIND_AT = {
  bareMetal: "agent",
  kubernetes: "operator",
  docker: "agent",
  environment: "agent",
} as const satisfies Record<ExecutorPlace, ExecutorKind>;

/**
 * The recipe that gives an existing or a new executor its key. An executor keeps the kind of its first sync at every place.
 * The client replaces `{{apiKey}}` with the secret, so the
 * server does not receive the secret again.
 */
export async function writeRecipe(
  { services, member }: MemberRequest,
  { name, place }: WriteRecipeInput,
): Promise<Recipe> {
  const executor = await services.data.executors.findByName(member.organization.id, name);
  const kind = EXECUTOR_KINDS.find((each) => each === executor?.kind) ?? KIND_AT[place];
  return services.recipes.write(place, { name, kind });
}
