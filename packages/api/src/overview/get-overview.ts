import {
  EXPIRING_WITHIN_DAYS,
  OVERVIEW_COUNTS_TO,
  OVERVIEW_ITEMS,
  STILL_PRESENTED_HOURS,
  type OverviewView,
} from "../contract/overview.ts";
import { duplicatedSince } from "../domain/executor-instances.ts";
import { OFFLINE_AFTER_MS } from "../domain/executor-presence.ts";
import { expiryAfterDays } from "../domain/key-expiry.ts";
import { keyStatus } from "../domain/key-status.ts";
import { firstKeptMinute } from "../domain/minute-series.ts";
import { presentInstances } from "../executors/present-executor.ts";
import type { MemberRequest } from "../ports/services.ts";

const BOUNDS = { items: OVERVIEW_ITEMS, countTo: OVERVIEW_COUNTS_TO };
const HOUR_MS = 60 * 60 * 1000;

/** What needs attention in the organization, and its last 24 hours. */
export async function getOverview({ services, member }: MemberRequest): Promise<OverviewView> {
  const { overview, apiKeys } = services.data;
  const { id } = member.organization;
  const now = services.now();
  const offlineSince = new Date(now.getTime() - OFFLINE_AFTER_MS);
  const presentedSince = new Date(now.getTime() - STILL_PRESENTED_HOURS * HOUR_MS);
  const expiringUntil = expiryAfterDays(EXPIRING_WITHIN_DAYS, now) ?? now;

  const [keys, executors, expiring, duplicated, silent, neverUsed, shared, refused, series] = await Promise.all([
    apiKeys.countByStatus({ organizationId: id, search: null, executorId: null, facets: {} }, now),
    overview.countExecutors(id, offlineSince),
    overview.expiring(id, now, expiringUntil, BOUNDS),
    overview.duplicated(id, duplicatedSince(now), BOUNDS),
    overview.silent(id, offlineSince, OVERVIEW_ITEMS),
    overview.neverUsed(id, now, BOUNDS),
    overview.shared(id, now, BOUNDS),
    overview.refused(id, presentedSince, BOUNDS),
    overview.minutes(id, firstKeptMinute(now)),
  ]);
  return {
    serverTime: now,
    keys,
    executors,
    expiring,
    duplicated: {
      total: duplicated.total,
      items: duplicated.items.map(({ instances, ...executor }) => ({
        ...executor,
        instances: presentInstances(instances),
      })),
    },
    offline: {
      items: silent,
      // At least as many as are named: the two may have been looked up some seconds apart.
      total: Math.max(silent.length, Math.min(executors.offline, OVERVIEW_COUNTS_TO)),
    },
    neverUsed,
    shared,
    refused: {
      total: refused.total,
      items: refused.items.map(({ key, ...refusal }) => ({
        ...refusal,
        key: { id: key.id, name: key.name, status: keyStatus(key, now) },
      })),
    },
    series,
  };
}
