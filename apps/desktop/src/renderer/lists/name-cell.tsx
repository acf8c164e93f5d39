import { Link, type LinkProps } from "@tanstack/react-router";
import { use } from "react";
import { labelTexts, type Labels } from "@excalibur/api/contract";
import { CopyButton } from "../ui/copy-button.tsx";
import { Reached } from "../ui/reached.ts";
import { moveBetweenRows } from "./move-between-rows.ts";

interface NameCellProps {
  name: string;
  id: string;
  /** What stands right behind the id; null when nothing. */
  aside?: string | null;
  labels?: Labels;
  /** A text that people wrote about it; empty when there is none. */
  note?: string;
  /** The page of what the row shows. */
  to: Pick<LinkProps, "to" | "params">;
}

/** The name, which leads to a page of its own; underneath, the id, what stands behind it, the labels and the note. */
export function NameCell({ name, id, aside, labels = {}, note, to }: NameCellProps) {
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
      <div className="flex h-5 min-w-0 gap-2 [overflow-x:clip]">
        <ShortId id={id} />
        {aside != null && (
          <span title={aside} className="min-w-8 truncate text-xs leading-5 text-muted @max-[600px]:hidden">
            <bdi>{aside}</bdi>
          </span>
        )}
        <LabelsAndNote labels={labelTexts(labels)} note={note ?? ""} />
      </div>
    </div>
  );
}

/**
 * In the room that the id leaves. What does not fit there stands on lines below, which are hidden, so that no label is cut in two;
 * the empty item in front lets the first one go there too. A narrow list has room for none. The row's page has them all.
 */
function LabelsAndNote({ labels, note }: { labels: readonly string[]; note: string }) {
  if (labels.length === 0 && note === "") return null;
  return (
    <span
      title={[...labels, note].join(" ").trim()}
      className="flex h-5 min-w-0 flex-1 flex-wrap gap-x-1 overflow-hidden text-xs leading-5 text-muted before:h-5 before:content-[''] @max-[600px]:hidden"
    >
      {labels.map((label) => (
        <span key={label} className="max-w-40 truncate rounded-sm bg-hover px-1 font-mono">
          {label}
        </span>
      ))}
      {note !== "" && (
        <span className="min-w-0 flex-[1_0_5rem] truncate pl-1">
          <bdi>{note}</bdi>
        </span>
      )}
    </span>
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
      {isReached ? (
        <CopyButton
          text={id}
          label={`Copy the id ${id}`}
          className="-my-1 opacity-0 touch:hidden group-hover/row:opacity-100 focus-visible:opacity-100"
        />
      ) : (
        // As wide, so that what follows keeps its place.
        <span className="w-5 touch:hidden" />
      )}
    </span>
  );
}

const SHOWN_HEAD = 8;
const SHOWN_TAIL = 4;

function shortened(id: string): string {
  return `${id.slice(0, SHOWN_HEAD)}…${id.slice(-SHOWN_TAIL)}`;
}
