import type { AuditRowCondition } from "@excalibur/db";
import type { AuditFilter, AuditScope } from "@excalibur/api/server";

const ACTOR_KINDS: ReadonlySet<string> = new Set(["user", "executor", "management_key", "system"]);

/** What must hold of the rows that are asked for, and that their reader may see. The organization is named beside it. */
export function conditionsOf({
  scope,
  action,
  actor,
  targetKind,
  targetId,
  from,
  to,
}: Omit<AuditFilter, "organizationId">): AuditRowCondition[] {
  return [
    ...readableIn(scope),
    ...(action === null ? [] : [{ column: "action", is: action } as const]),
    ...(actor === null ? [] : [byActor(actor)]),
    ...(targetKind === null ? [] : [{ column: "targetKind", is: targetKind } as const]),
    ...(targetId === null ? [] : [{ column: "targetId", is: targetId } as const]),
    ...(from === null ? [] : [{ since: from }]),
    ...(to === null ? [] : [{ until: to }]),
  ];
}

/** The same for Prisma. */
export function whereOf(conditions: readonly AuditRowCondition[]): object {
  return { AND: conditions.map(whereOfOne) };
}

function whereOfOne(condition: AuditRowCondition): object {
  if ("column" in condition) return { [condition.column]: condition.is };
  if ("since" in condition) return { at: { gte: condition.since } };
  if ("until" in condition) return { at: { lt: condition.until } };
  return { OR: condition.oneOf.map(whereOf) };
}

function readableIn(scope: AuditScope): AuditRowCondition[] {
  if (scope.kind === "all") return [];
  const own = [{ column: "actorKind", is: "user" } as const, { column: "actorId", is: scope.userId } as const];
  return scope.kind === "own" ? own : [{ oneOf: [own, [{ column: "actorRole", is: "member" }]] }];
}

function byActor(actor: string): AuditRowCondition {
  if (actor.includes("@")) return { column: "actorEmail", is: actor.toLowerCase() };
  return { column: ACTOR_KINDS.has(actor) ? "actorKind" : "actorId", is: actor };
}
