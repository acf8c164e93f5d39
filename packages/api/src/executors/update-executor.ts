import { originOf } from "../audit/audit-entries.ts";
import { change } from "../changes/change.ts";
import type { ExecutorView, UpdateExecutorInput } from "../contract/executors.ts";
import { writeLabels } from "../domain/labels.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentExecutor } from "./present-executor.ts";

/**
 * Changes the note or the labels of an executor. Fields that are absent keep their values; a value that is the same already changes
 * nothing and leaves no audit row.
 * @throws Refusal `executor_not_found`.
 */
export async function updateExecutor(
  request: MemberRequest,
  { id, note, labels }: UpdateExecutorInput,
): Promise<ExecutorView> {
  const { member, sourceAddress } = request;
  const { result } = await change(request, async (tx) => {
    const executor = await tx.executors.find(member.organization.id, id, tx.now);
    if (executor === null) throw refuse("executor_not_found");
    const changed = {
      ...(note === undefined || note === executor.note ? {} : { note }),
      ...(labels === undefined || writeLabels(labels) === writeLabels(executor.labels) ? {} : { labels }),
    };
    if (Object.keys(changed).length === 0) return presentExecutor(executor, tx.now);
    await tx.executors.update(executor, changed, originOf(member, tx.now, sourceAddress));
    return presentExecutor({ ...executor, ...changed }, tx.now);
  });
  return result;
}
