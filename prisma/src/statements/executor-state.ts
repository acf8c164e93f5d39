import type { Statement } from "../dialects/statement.ts";

export type StateName = "online" | "duplicated" | "refused" | "offline";

/** The instants that states of executors are judged by. */
export interface StateEdges {
  /** Seen after this: online. */
  readonly seenAfter: Date;
  /** Refused after this, and not accepted since: refused. */
  readonly refusedAfter: Date;
  /** Judged duplicated after this: duplicated, while it is online. */
  readonly duplicatedAfter: Date;
}

/** The state of `executor e` as SQL: the same as `executorState` of the domain says. */
export function stateOfExecutor(statement: Statement, edges: StateEdges): string {
  return `CASE WHEN e.refused_at > e.last_seen_at AND e.refused_at > ${statement.instant(edges.refusedAfter)} THEN 'refused'
    WHEN e.last_seen_at <= ${statement.instant(edges.seenAfter)} THEN 'offline'
    WHEN e.duplicated_at > ${statement.instant(edges.duplicatedAfter)} THEN 'duplicated'
    ELSE 'online' END`;
}
