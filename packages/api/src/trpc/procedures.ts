import { refuse, Refusal } from "../domain/refusal.ts";
import { isAllowed, type Permission } from "../domain/permission-policy.ts";
import { requireSecretHash } from "../executor/require-secret-hash.ts";
import type { Services } from "../ports/services.ts";
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

/** Anyone may call it. Someone signed in who names an organization is a member of it, whatever the procedure does. */
export const publicProcedure = anyProcedure.use(async ({ ctx, next }) => {
  const namedOrganizationId = readNamedOrganization(ctx.organizationHeader);
  const user = namedOrganizationId === null ? null : await ctx.findSession();
  if (namedOrganizationId !== null && user !== null) namedMembership(user, namedOrganizationId);
  return next({ ctx: { namedOrganizationId } });
});

/** Someone signed in, who changes no more than one person may. */
export const userProcedure = publicProcedure.use(async ({ ctx, type, next }) => {
  const user = await ctx.findSession();
  if (user === null) throw refuse("not_signed_in");
  const retryAfterMs = type === "mutation" ? await ctx.services.changes.take(user.userId) : null;
  if (retryAfterMs !== null) throw refuse("too_many_changes", { retryAfterMs });
  return next({ ctx: { user } });
});

/** A member of the organization that the request is for, with the role of this very moment. */
export const memberProcedure = userProcedure.use(({ ctx, next }) => {
  const member = findActingMember(ctx.user, ctx.namedOrganizationId);
  if (!isAllowed(member.role, "view")) throw refuse("not_permitted");
  return next({ ctx: { member } });
});

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
