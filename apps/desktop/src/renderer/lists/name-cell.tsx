import { Link, type LinkProps } from "@tanstack/react-router";
import { use } from "react";
import { CopyButton } from "../ui/copy-button.tsx";
import { Reached } from "../ui/reached.ts";
import { moveBetweenRows } from "./move-between-rows.ts";

interface NameCellProps {
  name: string;
  id: string;
  /** A text that people wrote about it; empty when there is none. */
  note?: string;
  /** The page of what the row shows. */
  to: Pick<LinkProps, "to" | "params">;
}

/** The name, which leads to a page of its own; underneath, the id and the note. */
export function NameCell({ name, id, note, to }: NameCellProps) {
  return (
    <div className="flex min-w-0 flex-col">
      <Link
        {...to}
        title={name}
        data-row-link
        onKeyDown={moveBetweenRows}
        className="max-w-full truncate self-start rounded-sm font-medium hover:underline hover:underline-offset-2"
      >
        <bdi>{name}</bdi>
      </Link>
      <div className="flex min-w-0 gap-2">
        <ShortId id={id} />
        {note && (
          <span title={note} className="truncate text-xs leading-5 text-muted">
            <bdi>{note}</bdi>
          </span>
        )}
      </div>
    </div>
  );
}

/** An id in short, copied in full by a button that is there once the row is reached. */
function ShortId({ id }: { id: string }) {
  const isReached = use(Reached);
  return (
    <span className="flex items-center gap-1 text-muted">
      <span title={id} className="font-mono text-xs whitespace-nowrap">
        {shortened(id)}
      </span>
      {isReached && (
        <CopyButton
          text={id}
          label={`Copy the id ${id}`}
          className="-my-1 opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100"
        />
      )}
    </span>
  );
}

const SHOWN_HEAD = 8;
const SHOWN_TAIL = 4;

function shortened(id: string): string {
  return `${id.slice(0, SHOWN_HEAD)}…${id.slice(-SHOWN_TAIL)}`;
}
