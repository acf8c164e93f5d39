import { refuse } from "../domain/refusal.ts";
import type { RequestContext } from "../ports/services.ts";

/** Whose password a link sets. @throws Refusal `reset_link_invalid` when it was used, replaced, or has expired. */
export async function previewPasswordReset(
  { services }: RequestContext,
  token: string,
): Promise<{ name: string; email: string; expiresAt: Date }> {
  const reset = await services.data.users.findPasswordReset(services.secrets.hash(token), services.now());
  if (reset === null) throw refuse("reset_link_invalid");
  return { name: reset.user.name, email: reset.user.email, expiresAt: reset.expiresAt };
}
