import { format } from "date-fns";
import { CloudOff } from "lucide-react";
import type { Connection } from "../../server/connection.ts";
import { describeFailure } from "../../server/describe-failure.ts";

/**
 * Says at the bottom of the window that what is shown may be old, since when and why. At the bottom, so that nothing
 * under the pointer moves when it appears.
 */
export function AwayBanner({ connection }: { connection: Connection }) {
  if (connection.kind !== "away") return null;
  const { title, detail } = describeFailure(connection.failure);
  return (
    <div role="alert" className="flex items-center gap-2.5 border-t border-line bg-caution-soft px-4 py-2">
      <CloudOff aria-hidden className="size-4 shrink-0 text-caution" />
      <p className="min-w-0 flex-1">
        <span className="font-medium">{title}.</span> {detail}
        {connection.lastAnswerAt !== null && ` What you see is from ${format(connection.lastAnswerAt, "HH:mm:ss")}.`} It
        goes on by itself as soon as the server answers.
      </p>
    </div>
  );
}
