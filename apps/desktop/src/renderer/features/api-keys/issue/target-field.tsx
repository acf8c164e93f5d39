import type { ExecutorView } from "@excalibur/api/contract";
import { ExecutorPicker } from "../../../components/executor-picker.tsx";
import { ChoiceCards } from "../../../ui/choice-cards.tsx";

type Kind = "newExecutor" | "executor";

const CHOICES = [
  { value: "newExecutor", title: "New executor", detail: "Any executor may start with it" },
  { value: "executor", title: "Existing executor", detail: "It moves to this key without downtime" },
] as const;

interface TargetFieldProps {
  kind: Kind;
  executor: ExecutorView | null;
  revokePrevious: boolean;
  error: string | undefined;
  onKind: (kind: Kind) => void;
  onExecutor: (executor: ExecutorView | null) => void;
  onRevokePrevious: (revoke: boolean) => void;
}

/** Whom the key is for. */
export function TargetField(props: TargetFieldProps) {
  return (
    <ChoiceCards
      legend="Target"
      name="target"
      choices={CHOICES}
      value={props.kind}
      onChange={props.onKind}
      error={props.error}
    >
      {props.kind === "executor" && <ExecutorPicker executor={props.executor} onExecutor={props.onExecutor} />}
      {props.kind === "executor" && props.executor !== null && <MoveOptions {...props} executor={props.executor} />}
    </ChoiceCards>
  );
}

/** How the chosen executor moves over, and what becomes of the key it leaves. */
function MoveOptions({ executor, revokePrevious, onRevokePrevious }: TargetFieldProps & { executor: ExecutorView }) {
  const { boundKey, pendingKey } = executor;
  return (
    <div className="space-y-2">
      {pendingKey !== null && (
        <p className="text-sm text-muted">
          Another key, {pendingKey.name}, waits for it already. It binds to the key that it presents.
        </p>
      )}
      {boundKey !== null && boundKey.status !== "revoked" && (
        <label className="flex items-start gap-2.5">
          <input
            type="checkbox"
            checked={revokePrevious}
            onChange={(event) => onRevokePrevious(event.target.checked)}
            className="mt-0.5 size-4 accent-accent"
          />
          <span>
            Revoke its previous key once it has moved
            <span className="block text-sm text-muted">
              {boundKey.name}; it is kept if other executors still use it.
            </span>
          </span>
        </label>
      )}
    </div>
  );
}
