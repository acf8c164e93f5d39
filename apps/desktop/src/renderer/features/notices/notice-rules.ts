import {
  isRetiring,
  type ApiKeyView,
  type AuditView,
  type EventView,
  type OverviewView,
} from "@excalibur/api/contract";
import type { Notice } from "../../../shared/notice.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * An executor that went offline or is locked out, an enrolment code that was used twice, or a renewal that a second secret was
 * offered for. All else that happens to executors is no alarm.
 */
export function eventNotice(event: EventView): Notice | null {
  if (event.type === "executor.renewal_contested") {
    const path = event.executor.id === null ? "/events" : `/executors/${event.executor.id}`;
    return { kind: "renewalContested", id: event.id, name: event.executor.name, path };
  }
  if (event.type === "executor.code_reused") {
    const path = event.keyId === null ? "/events" : `/keys/${event.keyId}`;
    return { kind: "codeReused", id: event.id, name: event.executor.name, path };
  }
  if (event.type === "executor.locked_out") {
    return { kind: "executorLockedOut", id: event.id, name: event.executor.name, path: "/executors" };
  }
  if (event.type !== "executor.disconnected") return null;
  const { id, name } = event.executor;
  // By the event: when the same executor goes offline again, there is another notice.
  return { kind: "executorOffline", id: event.id, name, path: `/executors/${id}` };
}

/**
 * A key in its last week or on its last day: one notice each. A key with a shorter life
 * has only the notice whose time is within its life.
 */
export function expiryNotice(key: ApiKeyView, now: Date): Notice | null {
  const { effectiveExpiresAt } = key;
  // That a rotated key ends is what the rotation is for.
  if (key.status !== "active" || effectiveExpiresAt === null || isRetiring(key)) return null;
  const leftMs = effectiveExpiresAt.getTime() - now.getTime();
  const livesMs = effectiveExpiresAt.getTime() - key.createdAt.getTime();
  const mark = ([1, 7] as const).find((days) => leftMs <= days * DAY_MS && livesMs > days * DAY_MS);
  if (leftMs <= 0 || mark === undefined) return null;
  return { kind: "keyExpiring", id: `${key.id}:${mark}d`, name: key.name, path: `/keys/${key.id}`, withinDays: mark };
}

/** A key that another user revoked, from its audit row. The user who revokes a key gets no notice. */
export function revocationNotice(row: AuditView, userId: string): Notice | null {
  if (row.action !== "api_key.revoked" || row.actor.id === userId) return null;
  const { id, name } = row.target;
  return { kind: "keyRevoked", id: `${id}:revoked`, name, path: `/keys/${id}` };
}

/**
 * How many things need attention soon: executors refused, duplicated or offline, keys in their last week, refused keys still
 * presented.
 * @param overview asked for with the end of the week as the end of what expires.
 */
export function problemCount(overview: OverviewView): number {
  const { duplicated, refusedExecutors, offline, expiring, refused } = overview;
  return [duplicated, refusedExecutors, offline, expiring, refused].reduce((sum, { total }) => sum + total, 0);
}

/** When the week ends in which keys that expire need attention. */
export function weekAfter(now: Date): Date {
  return new Date(now.getTime() + 7 * DAY_MS);
}
