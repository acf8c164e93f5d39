import { appendForUser } from "../audit/account-entries.ts";
import type { UserRequest } from "../ports/services.ts";
import { recordOf } from "./record-of.ts";

/** Changes one's own name. Audit rows written before keep the name of then. */
export async function updateAccount(
  { services, user, sourceAddress }: UserRequest,
  { name }: { name: string },
): Promise<{ name: string }> {
  if (name === user.name) return { name };
  await services.data.transact(async (stores) => {
    const at = services.now();
    await stores.users.rename(user.userId, name, at);
    await appendForUser(
      stores,
      { user: { ...recordOf(user), name }, at, sourceAddress },
      { action: "user.updated", details: { previousName: user.name, name } },
    );
  });
  return { name };
}
