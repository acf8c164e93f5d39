import type { ApiKeyView } from "@excalibur/api/contract";
import { Day, RelativeTime } from "../../../time/time-text.tsx";

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
