import { memberJoined } from "../audit/organization-entries.ts";
import { change } from "../changes/change.ts";
import type { AcceptInvitationInput } from "../contract/invitations.ts";
import type { ChangeOrigin } from "../domain/audit-actions.ts";
import { judgeAcceptance } from "../domain/invitation-status.ts";
import { refuse } from "../domain/refusal.ts";
import type { Change } from "../ports/change.ts";
import type { InvitationReads, InvitationRecord } from "../ports/invitation-store.ts";
import type { RequestContext } from "../ports/services.ts";
import type { UserRecord } from "../ports/user-store.ts";

/**
 * Makes the holder of the link a member: the signed-in account of the invited address, or else a new account for it.
 * A link works once.
 * @throws Refusal `invitation_not_found`, `invitation_accepted`, `invitation_cancelled`, `invitation_expired`,
 *   `invitation_for_other_address`, `account_exists` when its owner has to sign in first, `already_member`,
 *   `organization_inactive`, or `invalid_input` when a new account lacks its name or password.
 */
export async function acceptInvitation(
  context: RequestContext,
  input: AcceptInvitationInput,
): Promise<{ organization: { id: string; name: string }; email: string }> {
  const { services } = context;
  const tokenHash = services.secrets.hash(input.token);
  const invitation = await findAcceptable(services.data.invitations, tokenHash, services.now());
  const joiner = await findJoiner(context, invitation, input);

  const { result } = await change(context, (tx) => join(tx, context.sourceAddress, tokenHash, joiner), {
    givenUp: () => refuse("account_exists"),
  });
  return result;
}

/** Who joins. A new account has its password's hash with it; it is made in the same transaction as the membership. */
type Joiner = UserRecord & { readonly passwordHash: string | null };

async function findAcceptable(invitations: InvitationReads, tokenHash: string, now: Date): Promise<InvitationRecord> {
  const invitation = await invitations.findByToken(tokenHash);
  if (invitation === null) throw refuse("invitation_not_found");
  const verdict = judgeAcceptance(invitation, now);
  if (verdict !== "allowed") throw refuse(verdict);
  return invitation;
}

async function findJoiner(
  { services, findSession }: RequestContext,
  { email }: InvitationRecord,
  input: AcceptInvitationInput,
): Promise<Joiner> {
  const user = await findSession();
  if (user !== null) {
    if (user.email !== email) throw refuse("invitation_for_other_address");
    return { id: user.userId, name: user.name, email, passwordHash: null };
  }
  if ((await services.data.users.findByEmail(email)) !== null) throw refuse("account_exists");
  const { name, password } = input;
  if (name === undefined || password === undefined)
    throw refuse("invalid_input", { fieldErrors: missingFields(input) });
  return { id: services.newId("usr"), name, email, passwordHash: await services.passwords.hash(password) };
}

function missingFields({ name, password }: AcceptInvitationInput): Record<string, string[]> {
  return {
    ...(name === undefined ? { name: ["Enter your name."] } : {}),
    ...(password === undefined ? { password: ["Choose a password."] } : {}),
  };
}

async function join(
  tx: Change,
  sourceAddress: string,
  tokenHash: string,
  joiner: Joiner,
): Promise<{ organization: { id: string; name: string }; email: string }> {
  const at = tx.now;
  const invitation = await findAcceptable(tx.invitations, tokenHash, at);
  const { organizationId, role } = invitation;
  const organization = await tx.organizations.find(organizationId);
  if (organization === null) throw refuse("invitation_not_found");
  if (organization.deactivatedAt !== null) throw refuse("organization_inactive");
  if ((await tx.members.findByUser(organizationId, joiner.id)) !== null) throw refuse("already_member");
  if (!(await tx.invitations.accept(organizationId, invitation.id, at))) throw refuse("invitation_accepted");
  const { id, name, email, passwordHash } = joiner;
  if (passwordHash !== null) {
    if ((await tx.users.findByEmail(email)) !== null) throw refuse("account_exists");
    await tx.users.insert({ id, name, email, passwordHash, at });
  }
  await tx.users.cancelPasswordResets(id);
  await tx.members.insert({ organizationId, userId: id, role, joinedAt: at });
  const origin: ChangeOrigin = { organizationId, actor: { kind: "user", id, name, email, role }, at, sourceAddress };
  tx.record(memberJoined(origin, { id, name }, { role, invitationId: invitation.id }));
  return { organization: { id: organizationId, name: organization.name }, email };
}
