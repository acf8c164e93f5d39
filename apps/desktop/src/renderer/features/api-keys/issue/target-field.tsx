import type { ExecutorView } from "@excalibur/api/contract";
import { useId } from "react";
import { classNames } from "../../../ui/class-names.ts";
import { FieldError } from "../../../ui/field.tsx";
import { ExecutorPicker } from "./executor-picker.tsx";

type Kind = "newExecutor" | "executor";

const CHOICES = [
  { kind: "newExecutor", title: "New executor", detail: "Any executor may start with it" },
  { kind: "executor", title: "Existing executor", detail: "It moves to this key without downtime" },
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
  const errorId = useId();
  return (
    <fieldset aria-describedby={props.error === undefined ? undefined : errorId} className="space-y-2">
      <legend className="mb-1.5 font-medium">Target</legend>
      <div className="grid grid-cols-2 gap-2">
        {CHOICES.map(({ kind, title, detail }) => (
          <label
            key={kind}
            className={classNames(
              "relative rounded-lg border border-line-strong px-3 py-2 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
              props.kind === kind && "border-accent bg-accent-soft hover:bg-accent-soft",
            )}
          >
            <input
              type="radio"
              name="target"
              value={kind}
              checked={props.kind === kind}
              onChange={() => props.onKind(kind)}
              className="absolute opacity-0"
            />
            <span className="block font-medium">{title}</span>
            <span className="block text-sm text-muted">{detail}</span>
          </label>
        ))}
      </div>
      {props.kind === "executor" && <ExecutorPicker executor={props.executor} onExecutor={props.onExecutor} />}
      {props.error !== undefined && <FieldError id={errorId}>{props.error}</FieldError>}
      {props.kind === "executor" && props.executor !== null && <MoveOptions {...props} executor={props.executor} />}
    </fieldset>
  );
}

/** How the chosen executor moves over, and what becomes of the key it leaves. */
function MoveOptions({ executor, revokePrevious, onRevokePrevious }: TargetFieldProps & { executor: ExecutorView }) {
  const { boundKey, pendingKey } = executor;
  return (
    <div className="space-y-2">
      {pendingKey !== null && (
        <p className="text-sm text-muted">
          Another key, {pendingKey.name}, waits for it already. It binds to whichever it presents.
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
