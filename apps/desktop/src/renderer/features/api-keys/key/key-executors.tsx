import type { ApiKeyView } from "@excalibur/api/contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ExecutorLine } from "../../../components/executor-line.tsx";
import { executorsOfKeyQuery, type BoundExecutor } from "../../../components/executors-of-key.ts";
import { RenewalNote } from "../../../components/renewal-note.tsx";

/** Every executor bound to the key, the one seen latest on top. */
export function KeyExecutors({ apiKey }: { apiKey: ApiKeyView }) {
  const { data } = useQuery({ ...executorsOfKeyQuery(apiKey), placeholderData: keepPreviousData });
  const executors: readonly BoundExecutor[] = data ?? apiKey.usedBy.executors;
  const { total } = apiKey.usedBy;
  return (
    <section aria-labelledby="key-executors">
      <h2 id="key-executors" className="mb-2 font-semibold">
        Executors <span className="ml-1 font-normal text-muted">{total}</span>
      </h2>
      {total === 0 ? (
        <p className="text-muted">{describeNone(apiKey)}</p>
      ) : (
        <ul className="border-t border-line">
          {executors.map((executor) => (
            <ExecutorLine
              key={executor.id}
              executor={executor}
              note={<RenewalNote {...executor} />}
              isLink
              className="min-h-11 border-b border-line py-1"
            />
          ))}
          {executors.length < total && <li className="py-2 text-muted">and {total - executors.length} more</li>}
        </ul>
      )}
    </section>
  );
}

function describeNone({ status, target }: ApiKeyView): string {
  if (status !== "active") return "No executor is bound to this key.";
  if (target.kind === "executor")
    return `${target.name} has not presented it yet. It goes on with its old key until then.`;
  return target.kind === "name" ? `${target.name} has not presented it yet.` : "No executor has presented it yet.";
}
