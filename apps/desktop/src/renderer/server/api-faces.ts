/** The resources of the router of which some procedures, or all, are for no organization. */
type PersonResource = "account" | "invitations" | "organizations" | "passwordResets" | "server" | "setup";

type Faces = Record<PersonResource, object>;

type Kept<All, Names> = Pick<All, Names & keyof All>;

/** What a person does for themselves, of everything that the router offers. */
export interface PersonFace<All extends Faces> {
  /** Its `get` names the signed-in user, in every organization. */
  account: All["account"];
  invitations: Kept<All["invitations"], "accept" | "preview">;
  organizations: Kept<All["organizations"], "create" | "list" | "locate" | "setActive">;
  passwordResets: All["passwordResets"];
  server: All["server"];
  setup: All["setup"];
}

/** Everything else: it is for one organization, which each request names. */
export type OrganizationFace<All extends Faces> = Omit<All, PersonResource> & {
  account: Kept<All["account"], "get">;
  invitations: Omit<All["invitations"], "accept" | "preview">;
  organizations: Omit<All["organizations"], "create" | "list" | "locate" | "setActive">;
};
