import {
  EXPIRING_WITHIN_DAYS,
  EXPIRY_DAY_COUNTS_TO,
  OVERVIEW_COUNTS_TO,
  OVERVIEW_ITEMS,
  STILL_PRESENTED_HOURS,
  type OverviewInput,
  type OverviewView,
} from "../contract/overview.ts";
import { duplicatedSince } from "../domain/executor-instances.ts";
import { nextDays } from "../domain/expiry-days.ts";
import { executorFilterOf } from "../executors/executor-filter-of.ts";
import { keyStatus } from "../domain/key-status.ts";
import { firstKeptMinute } from "../domain/minute-series.ts";
import { presentInstances } from "../executors/present-executor.ts";
import type { MemberRequest } from "../ports/services.ts";

const BOUNDS = { items: OVERVIEW_ITEMS, countTo: OVERVIEW_COUNTS_TO };
const HOUR_MS = 60 * 60 * 1000;

/** What needs attention in the organization, and its last 24 hours. */
export async function getOverview({ services, member }: MemberRequest, input: OverviewInput): Promise<OverviewView> {
  const { overview, apiKeys, executors: executorStore } = services.data;
  const { id } = member.organization;
  const now = services.now();
  const presentedSince = new Date(now.getTime() - STILL_PRESENTED_HOURS * HOUR_MS);
  const days = nextDays(now, input?.dayStarts ?? [], EXPIRING_WITHIN_DAYS);
  const soon = { after: now, until: days.at(-1)?.until ?? now };

  const [
    keys,
    executors,
    expiring,
    expiries,
    duplicated,
    refusedExecutors,
    offline,
    neverUsed,
    shared,
    refused,
    series,
  ] = await Promise.all([
    apiKeys.countByStatus({ organizationId: id, search: null, executorId: null, facets: {} }, now),
    executorStore.countByState(executorFilterOf(id, {}, now), now),
    overview.expiring(id, soon, OVERVIEW_ITEMS),
    overview.countExpiries(id, days, EXPIRY_DAY_COUNTS_TO),
    overview.duplicated(id, duplicatedSince(now), BOUNDS),
    overview.refusedExecutors(id, now, OVERVIEW_ITEMS),
    overview.offline(id, now, OVERVIEW_ITEMS),
    overview.neverUsed(id, now, BOUNDS),
    overview.shared(id, now, OVERVIEW_ITEMS),
    overview.refused(id, presentedSince, BOUNDS),
    overview.minutes(id, firstKeptMinute(now)),
  ]);
  return {
    serverTime: now,
    keys,
    executors,
    expiring: {
      items: expiring,
      total: expiries.reduce((sum, count) => sum + count, 0),
      days: days.map((day, index) => ({ ...day, count: expiries[index] ?? 0 })),
    },
    duplicated: {
      total: duplicated.total,
      items: duplicated.items.map(({ instances, ...executor }) => ({
        ...executor,
        instances: presentInstances(instances),
      })),
    },
    refusedExecutors: listed(refusedExecutors, executors.refused),
    offline: listed(offline, executors.offline),
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

/** At least as many as are named: the two may have been looked up some seconds apart. */
function listed<Item>(items: Item[], counted: number): { items: Item[]; total: number } {
  return { items, total: Math.max(items.length, Math.min(counted, OVERVIEW_COUNTS_TO)) };
}
