import { Callout } from "../ui/callout.tsx";

interface UnexpectedExecutorsProps {
  /** The names that sync with the key. */
  names: readonly string[];
  /** Whose sync was awaited. */
  expected: string;
}

/** Says that a key was taken to other executors than the one it was made for, and what to do. */
export function UnexpectedExecutors({ names, expected }: UnexpectedExecutorsProps) {
  if (names.length === 0) return null;
  return (
    <Callout tone="caution">
      <span className="font-medium">
        {names.join(", ")} {names.length === 1 ? "connects" : "connect"} with this key, not {expected}.
      </span>{" "}
      A key that several executors share can only be revoked for all of them. Start the executor with the name{" "}
      {expected}, or revoke this key.
    </Callout>
  );
}
