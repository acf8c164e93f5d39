/** Where an invitation stands, as computed: an open one expires by itself. */
export const INVITATION_STATUSES = ["pending", "accepted", "expired", "cancelled"] as const;
export type InvitationStatus = (typeof INVITATION_STATUSES)[number];

/** What is stored. */
export type StoredInvitationStatus = Exclude<InvitationStatus, "expired">;

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Milliseconds for which an invitation can be accepted, from when it was made or sent again. */
export const INVITATION_LIFETIME_MS = 7 * DAY_MS;

export interface InvitationFacts {
  readonly status: StoredInvitationStatus;
  readonly expiresAt: Date;
}

/** @param now the instant of judgement; at `expiresAt` itself it is too late. */
export function invitationStatus({ status, expiresAt }: InvitationFacts, now: Date): InvitationStatus {
  return status === "pending" && expiresAt <= now ? "expired" : status;
}

/** What keeps an invitation from being accepted now. */
export function judgeAcceptance(
  invitation: InvitationFacts,
  now: Date,
): "allowed" | "invitation_accepted" | "invitation_cancelled" | "invitation_expired" {
  const status = invitationStatus(invitation, now);
  return status === "pending" ? "allowed" : `invitation_${status}`;
}

/** What keeps an invitation from being sent again. An expired one may be: it is open for as long once more. */
export function judgeResending({
  status,
}: InvitationFacts): "allowed" | "invitation_accepted" | "invitation_cancelled" {
  return status === "pending" ? "allowed" : `invitation_${status}`;
}
