import type { GivenRole, InvitationView, MemberView } from "@excalibur/api/contract";

/** The open dialog. Kept in the screen's state, so that it stays open when its row changes or is removed. */
export type OpenDialog =
  | { kind: "invite" }
  | { kind: "role"; member: MemberView; role: GivenRole }
  | { kind: "transfer" | "resetPassword" | "remove"; member: MemberView }
  | { kind: "leave" }
  | { kind: "cancel"; invitation: InvitationView };
