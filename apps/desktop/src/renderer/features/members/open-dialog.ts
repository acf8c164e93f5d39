import type { GivenRole, InvitationView, MemberView } from "@excalibur/api/contract";

/** What somebody is being asked. Held by the screen, so that a row that changes or goes takes no question with it. */
export type OpenDialog =
  | { kind: "invite" }
  | { kind: "role"; member: MemberView; role: GivenRole }
  | { kind: "transfer" | "resetPassword" | "remove"; member: MemberView }
  | { kind: "leave" }
  | { kind: "cancel"; invitation: InvitationView };
