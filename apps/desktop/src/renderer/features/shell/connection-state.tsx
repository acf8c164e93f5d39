import { format } from "date-fns";
import type { Connection } from "../../server/connection.ts";
import { classNames } from "../../ui/class-names.ts";

const LABELS = { connecting: "Connecting…", connected: "Connected", away: "Not connected" } as const;

/** Whether the server is there: a shape and a word. */
export function ConnectionState({ connection }: { connection: Connection }) {
  const { kind } = connection;
  return (
    <p role="status" className="flex items-center gap-2 px-2 py-1 text-sm text-muted">
      <svg
        viewBox="0 0 8 8"
        aria-hidden
        className={classNames("size-2", kind === "connected" && "text-positive", kind === "away" && "text-danger")}
      >
        <circle
          cx="4"
          cy="4"
          r="3.25"
          fill={kind === "connected" ? "currentColor" : "none"}
          stroke="currentColor"
          strokeWidth="1.5"
        />
      </svg>
      {LABELS[kind]}
      {kind === "away" && connection.lastAnswerAt !== null && ` since ${format(connection.lastAnswerAt, "HH:mm:ss")}`}
    </p>
  );
}
