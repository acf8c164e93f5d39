import { refuse, Refusal } from "../domain/refusal.ts";
import { isAllowed, type Permission } from "../domain/permission-policy.ts";
import { requireSecretHash } from "../executor/require-secret-hash.ts";
import { judgeScope } from "../domain/management-key-judgement.ts";
import { identifyManagementKey } from "../management-keys/identify-management-key.ts";
import { scopeOfProcedure } from "../management-keys/procedure-scopes.ts";
import type { RequestContext, Services } from "../ports/services.ts";
import type { SignedInUser } from "../ports/session.ts";
import { findActingMember, namedMembership } from "../organizations/find-acting-member.ts";
import { readNamedOrganization } from "../organizations/read-named-organization.ts";
import { trpc, TRPCError } from "./init.ts";

/** `next()` never throws, it returns: so a refusal thrown further in is given its tRPC code here. */
const refusalsToErrors = trpc.middleware(async ({ ctx, next }) => {
  const result = await next();
  if (result.ok) return result;
  const error = asRefusal(ctx.services, result.error.cause);
  if (error === null) return result;
  throw error;
});

/** The same for what a subscription throws once it is under way: no middleware sees that. */
export async function* refusalsToErrorsWithin<Value>(
  services: Services,
  values: AsyncIterable<Value>,
): AsyncGenerator<Value, void> {
  try {
    yield* values;
  } catch (fault) {
    throw asRefusal(services, fault) ?? fault;
  }
}

/** A refusal with its tRPC code; null for any other fault. */
function asRefusal(services: Services, fault: unknown): TRPCError | null {
  const refusal = services.isUnavailable(fault) ? refuse("unavailable") : fault;
  if (!(refusal instanceof Refusal)) return null;
  return new TRPCError({ code: refusal.code, message: refusal.message, cause: refusal });
}

const anyProcedure = trpc.procedure.use(refusalsToErrors);

/** Checks the scope of a management key before every procedure. */
const scopedProcedure = anyProcedure.use(async ({ ctx, path, next }) => {
  const managementKey = await identifyManagementKey(ctx);
  if (managementKey !== null) {
    const verdict = judgeScope(managementKey.scopes, scopeOfProcedure(path));
    if (verdict !== "allowed") throw refuse(verdict);
  }
  return next({ ctx: { managementKey } });
});

/** Anyone may call it. A caller that names an organization must be a member of it. */
export const publicProcedure = scopedProcedure.use(async ({ ctx, next }) => {
  const namedOrganizationId = readNamedOrganization(ctx.organizationHeader);
  if (namedOrganizationId === null) return next({ ctx: { namedOrganizationId } });
  if (ctx.managementKey !== null) {
    if (ctx.managementKey.member.organization.id !== namedOrganizationId) throw refuse("organization_not_found");
    return next({ ctx: { namedOrganizationId } });
  }
  const user = await ctx.findSession();
  if (user !== null) namedMembership(user, namedOrganizationId);
  return next({ ctx: { namedOrganizationId } });
});

/** Someone signed in, who changes no more than one person may. */
export const userProcedure = publicProcedure.use(async ({ ctx, type, next }) => {
  if (ctx.managementKey !== null) throw refuse("not_for_management_keys");
  const user = await requireSession(ctx);
  if (type === "mutation") await countChange(ctx.services, user.userId);
  return next({ ctx: { user } });
});

/** A member of the organization that the request is for, in person or by a management key, with the role of this very moment. */
export const memberProcedure = publicProcedure.use(async ({ ctx, type, next }) => {
  const { managementKey, namedOrganizationId, services } = ctx;
  const member = managementKey?.member ?? findActingMember(await requireSession(ctx), namedOrganizationId);
  if (type === "mutation") await countChange(services, managementKey?.id ?? member.user.userId);
  if (!isAllowed(member.role, "view")) throw refuse("not_permitted");
  return next({ ctx: { member } });
});

async function requireSession({ findSession }: RequestContext): Promise<SignedInUser> {
  const user = await findSession();
  if (user === null) throw refuse("not_signed_in");
  return user;
}

async function countChange({ changes }: Services, id: string): Promise<void> {
  const retryAfterMs = await changes.take(id);
  if (retryAfterMs !== null) throw refuse("too_many_changes", { retryAfterMs });
}

/** A member whose role carries a permission, in an organization that may be deactivated. */
export const permitted = (permission: Permission) =>
  memberProcedure.use(({ ctx, next }) => {
    if (!isAllowed(ctx.member.role, permission)) throw refuse("not_permitted");
    return next();
  });

/** The same where the organization must not be deactivated: for changes. */
const changing = (permission: Permission) =>
  permitted(permission).use(({ ctx, next }) => {
    if (ctx.member.organization.deactivatedAt !== null) throw refuse("organization_inactive");
    return next();
  });

/** Any member, for a change. */
export const activeMemberProcedure = changing("view");

/** An owner or admin, for changes of keys and executors. */
export const managerProcedure = changing("manageCredentials");

/** An owner or admin, for changes of members and invitations. */
export const memberManagerProcedure = changing("manageMembers");

/** An owner, for changes of the organization. */
export const ownerProcedure = changing("manageOrganization");

/** Someone who presents a well-formed key. Whether the key is good is judged once the input is known to be. */
export const executorProcedure = anyProcedure.use(({ ctx, next }) =>
  next({ ctx: { secretHash: requireSecretHash(ctx.services, ctx.authorization) } }),
);
