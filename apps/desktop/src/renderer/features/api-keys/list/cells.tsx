import type { ApiKeyView } from "@excalibur/api/contract";
import { Link } from "@tanstack/react-router";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { moveBetweenRows } from "../../../lists/move-between-rows.ts";
import { Day, RelativeTime } from "../../../time/time-text.tsx";

/** The name, which leads to the key's page, and the id underneath. */
export function NameCell({ apiKey }: { apiKey: ApiKeyView }) {
  return (
    <div className="flex min-w-0 flex-col">
      <Link
        to="/keys/$keyId"
        params={{ keyId: apiKey.id }}
        title={apiKey.name}
        data-row-link
        onKeyDown={moveBetweenRows}
        className="truncate self-start rounded-sm font-medium max-w-full hover:underline hover:underline-offset-2"
      >
        <bdi>{apiKey.name}</bdi>
      </Link>
      <KeyId id={apiKey.id} />
    </div>
  );
}

/** An id in short, copied in full. */
export function KeyId({ id }: { id: string }) {
  return (
    <span className="group/id flex items-center gap-1 text-muted">
      <span title={id} className="truncate font-mono text-xs">
        {shortId(id)}
      </span>
      <CopyButton
        text={id}
        label={`Copy the id ${id}`}
        className="-my-1 opacity-0 group-hover/id:opacity-100 group-hover/row:opacity-100 focus-visible:opacity-100"
      />
    </span>
  );
}

const SHOWN_HEAD = 8;
const SHOWN_TAIL = 4;

function shortId(id: string): string {
  return `${id.slice(0, SHOWN_HEAD)}…${id.slice(-SHOWN_TAIL)}`;
}

export function CreatedCell({ apiKey }: { apiKey: ApiKeyView }) {
  const by = apiKey.createdBy === null ? "By someone who has left" : `By ${apiKey.createdBy.name}`;
  return <Day at={apiKey.createdAt} note={by} />;
}

export function LastUsedCell({ apiKey }: { apiKey: ApiKeyView }) {
  return apiKey.lastUsedAt === null ? (
    <span className="text-muted">never</span>
  ) : (
    <RelativeTime at={apiKey.lastUsedAt} />
  );
}
