import { useEffect, useState } from "react";
import { CloudOff } from "lucide-react";
import { failureWords } from "../../server/failure-words.ts";
import type { Connection } from "../../server/connection.ts";
import { serverNow } from "../../server/server-clock.ts";
import { format } from "date-fns";

/**
 * Says at the bottom of the window that what is shown may be old, since when and why. At the bottom, so that nothing
 * under the pointer moves when it appears.
 */
export function AwayBanner({ connection }: { connection: Connection }) {
  const isAway = connection.kind === "away";
  const [since, setSince] = useState<Date | null>(null);
  useEffect(() => setSince(isAway ? serverNow() : null), [isAway]);
  if (connection.kind !== "away") return null;
  const { title, detail } = failureWords(connection.failure);
  return (
    <div role="alert" className="flex items-center gap-2.5 border-t border-line bg-caution-soft px-4 py-2">
      <CloudOff aria-hidden className="size-4 shrink-0 text-caution" />
      <p className="min-w-0 flex-1">
        <span className="font-medium">{title}</span>
        {since !== null && ` since ${format(since, "HH:mm:ss")}`}. {detail} What you see is from before; it goes on by itself.
      </p>
    </div>
  );
}
