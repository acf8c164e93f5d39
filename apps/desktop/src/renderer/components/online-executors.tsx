import type { KeysPreview } from "@excalibur/api/contract";
import { ExecutorLine } from "./executor-line.tsx";
import { ScrollRegion } from "../ui/scroll-region.tsx";

interface OnlineExecutorsProps extends Pick<KeysPreview, "online"> {
  /** What becomes of them. */
  consequence?: string;
  /** What is said where none is online. */
  none?: string;
}

/** The executors that are online with the keys; those seen latest by name. */
export function OnlineExecutors({
  online: { total, executors },
  consequence = "They are refused from their next sync.",
  none = "No executor is online with any of them, so none goes offline.",
}: OnlineExecutorsProps) {
  if (total === 0) return <p>{none}</p>;
  return (
    <div className="space-y-2">
      <p>{total === 1 ? "1 executor is online with one of them:" : `${total} executors are online with them:`}</p>
      <ScrollRegion
        label="Executors that are online with them"
        className="max-h-[156px] rounded-lg bg-sunken px-3 py-1.5"
      >
        <ul>
          {executors.map((executor) => (
            <ExecutorLine key={executor.id} executor={executor} className="py-1" />
          ))}
          {executors.length < total && <li className="py-1 text-muted">and {total - executors.length} more</li>}
        </ul>
      </ScrollRegion>
      <p>{consequence}</p>
    </div>
  );
}
