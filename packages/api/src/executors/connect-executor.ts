import { issueKey } from "../api-keys/issue-key.ts";
import { makeSecret } from "../api-keys/make-secret.ts";
import type { ApiKeyView } from "../contract/api-keys.ts";
import type { ConnectExecutorInput, Recipe } from "../contract/executors.ts";
import { cutName } from "../domain/key-name.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { KIND_AT } from "./write-recipe.ts";

/**
 * Creates a key that only the executor of this name may present, which is not there yet, with the recipe that connects it. The secret is in
 * the answer once; in the recipe it stands as `{{apiKey}}`.
 * @throws Refusal `executor_exists` when an executor of the organization has the name.
 */
export async function connectExecutor(
  request: MemberRequest,
  { name, place, expiresInDays }: ConnectExecutorInput,
): Promise<{ key: ApiKeyView; secret: string } & Recipe> {
  const { services, member } = request;
  const there = await services.data.executors.findByName(member.organization.id, name);
  if (there !== null) throw refuse("executor_exists");
  const recipe = await services.recipes.write(place, { name, kind: KIND_AT[place] });
  const target = { kind: "name", name } as const;
  const { secret, ...hashed } = makeSecret(services);
  const key = await issueKey(request, { name: cutName(name), target, expiresInDays }, hashed);
  return { key, secret, ...recipe };
}
