import type { InvitationStatus, InvitationView } from "@excalibur/api/contract";
import { Ban, CircleCheck, CircleDashed, Clock, type LucideIcon } from "lucide-react";
import { RelativeTime } from "../../time/time-text.tsx";
import { classNames } from "../../ui/class-names.ts";

const LOOKS: Record<InvitationStatus, { word: string; icon: LucideIcon; look: string }> = {
  pending: { word: "Pending", icon: CircleDashed, look: "text-caution" },
  accepted: { word: "Accepted", icon: CircleCheck, look: "text-positive" },
  expired: { word: "Expired", icon: Clock, look: "text-muted" },
  cancelled: { word: "Cancelled", icon: Ban, look: "text-muted" },
};

/** Where an invitation stands: a shape and a word, and for an open one how long it stays open. */
export function InvitationStatusLabel({ invitation }: { invitation: InvitationView }) {
  const { word, icon: Icon, look } = LOOKS[invitation.status];
  return (
    <span className="flex flex-wrap items-center gap-x-1.5">
      <Icon aria-hidden className={classNames("size-3.5 shrink-0", look)} />
      <span className={classNames("font-medium", look)}>{word}</span>
      {invitation.status === "pending" && (
        <span className="truncate text-sm text-muted">
          ends <RelativeTime at={invitation.expiresAt} />
        </span>
      )}
    </span>
  );
}
