import { NOTIFICATION_KINDS, placeOfMessage, type MessagePlace, type ToldView } from "@excalibur/api/contract";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { SCREENS } from "../../../shared/screens.ts";
import { RelativeTime } from "../../time/time-text.tsx";
import { ScrollRegion } from "../../ui/scroll-region.tsx";
import { useScreens } from "../../components/use-screens.ts";

/** What channels have told, the latest first. */
export function ToldList({ told }: { told: readonly ToldView[] }) {
  return (
    <>
      <h2 className="border-t border-line px-3 pt-3 pb-1 font-semibold">Sent by channels</h2>
      <ScrollRegion label="Sent by channels" className="max-h-[min(240px,30vh)] px-1.5 pb-1.5">
        <ul>
          {told.map((message) => (
            <li key={message.messageId}>
              <Subject message={message}>
                <span className="block truncate font-medium">
                  <bdi>{message.subject.name}</bdi>
                </span>
                <span className="block text-sm">{describe(message.kind)}</span>
                <span className="flex items-center justify-between gap-2 text-sm text-muted">
                  <span className="truncate">by {message.channels.join(", ")}</span>
                  <span className="shrink-0">
                    <RelativeTime at={message.at} />
                  </span>
                </span>
              </Subject>
            </li>
          ))}
        </ul>
      </ScrollRegion>
    </>
  );
}

/** Leads to the page or the list of what was told, where the reader may see it. */
function Subject({ message, children }: { message: ToldView; children: ReactNode }) {
  const place = placeOfMessage(message.kind, message.subject.id);
  const screens = useScreens(SCREENS).map(({ path }) => path as string);
  if (place.kind === "screen" && !screens.includes(place.screen))
    return <div className="px-1.5 py-1.5">{children}</div>;
  return (
    <Link from="/o/$slug" {...linkTo(place)} className="block rounded-md px-1.5 py-1.5 hover:bg-hover">
      {children}
    </Link>
  );
}

function linkTo(place: MessagePlace) {
  switch (place.kind) {
    case "key":
      return { to: "/o/$slug/keys/$keyId", params: { keyId: place.id } } as const;
    case "executor":
      return { to: "/o/$slug/executors/$executorId", params: { executorId: place.id } } as const;
    case "screen":
      return { to: `/o/$slug${place.screen}` } as const;
  }
}

function describe(kind: ToldView["kind"]): string {
  if (kind === "digest") return "The digest of a day.";
  return kind === "test" ? "A test." : NOTIFICATION_KINDS[kind].description;
}
