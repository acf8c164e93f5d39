/** Why an invitation, or its acceptance, is refused: a part of `REQUEST_REFUSALS`. */
export const INVITATION_REFUSALS = {
  invitation_exists: {
    code: "CONFLICT",
    message: "There is an open invitation for this address already. Send that one again, or cancel it first.",
  },
  invitation_not_found: {
    code: "NOT_FOUND",
    message: "There is no such invitation. Check that the link is complete, or ask for a new one.",
  },
  invitation_accepted: { code: "CONFLICT", message: "This invitation was accepted already. Sign in instead." },
  invitation_cancelled: { code: "CONFLICT", message: "This invitation was cancelled. Ask for a new one." },
  invitation_expired: { code: "CONFLICT", message: "This invitation has expired. Ask for a new one." },
  invitation_for_other_address: {
    code: "FORBIDDEN",
    message: "This invitation is for another address than yours. Sign in with the account it was sent to.",
  },
} as const;
