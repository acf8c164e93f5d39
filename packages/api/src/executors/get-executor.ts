import type { ExecutorView } from "../contract/executors.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentExecutor } from "./present-executor.ts";

/**
 * One executor of the organization.
 * @throws Refusal `executor_not_found` for any id that is not an executor of the organization.
 */
export async function getExecutor({ services, member }: MemberRequest, id: string): Promise<ExecutorView> {
  const now = services.now();
  const executor = await services.data.executors.find(member.organization.id, id, now);
  if (executor === null) throw refuse("executor_not_found");
  return presentExecutor(executor, now);
}
