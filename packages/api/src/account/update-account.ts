import { recordForUser } from "../audit/account-entries.ts";
import { change } from "../changes/change.ts";
import type { UserRequest } from "../ports/services.ts";
import { recordOf } from "./record-of.ts";

/** Changes one's own name. Audit rows written before keep the name of then. */
export async function updateAccount(request: UserRequest, { name }: { name: string }): Promise<{ name: string }> {
  const { user, sourceAddress } = request;
  if (name === user.name) return { name };
  await change(request, async (tx) => {
    await tx.users.rename(user.userId, name, tx.now);
    await recordForUser(
      tx,
      { user: { ...recordOf(user), name }, at: tx.now, sourceAddress },
      { action: "user.updated", details: { previousName: user.name, name } },
    );
  });
  return { name };
}
