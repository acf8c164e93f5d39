import { NOTIFICATION_KINDS, type ToldView } from "@excalibur/api/contract";
import { RelativeTime } from "../../time/time-text.tsx";
import { ScrollRegion } from "../../ui/scroll-region.tsx";

/** What channels have told, the latest first. */
export function ToldList({ told }: { told: readonly ToldView[] }) {
  return (
    <>
      <h2 className="border-t border-line px-3 pt-3 pb-1 font-semibold">Sent by channels</h2>
      <ScrollRegion label="Sent by channels" className="max-h-[min(240px,30vh)] px-3 pb-3">
        <ul className="space-y-2">
          {told.map(({ messageId, kind, at, subject, channels }) => (
            <li key={messageId}>
              <span className="block truncate font-medium">
                <bdi>{subject.name}</bdi>
              </span>
              <span className="block text-sm">{describe(kind)}</span>
              <span className="flex items-center justify-between gap-2 text-sm text-muted">
                <span className="truncate">by {channels.join(", ")}</span>
                <span className="shrink-0">
                  <RelativeTime at={at} />
                </span>
              </span>
            </li>
          ))}
        </ul>
      </ScrollRegion>
    </>
  );
}

function describe(kind: ToldView["kind"]): string {
  if (kind === "digest") return "The digest of a day.";
  return kind === "test" ? "A test." : NOTIFICATION_KINDS[kind].description;
}
