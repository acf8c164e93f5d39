import { change } from "../changes/change.ts";
import type { NotificationDraft } from "../domain/notifications/draft.ts";
import {
  ENDED_IN_USE,
  IN_USE_MS,
  judgeReminder,
  REMINDER_DAYS,
  TOLD_AFTER_END_MS,
  USED_BEFORE_END_MS,
  type ReminderVerdict,
} from "../domain/notifications/key-reminders.ts";
import { NOTIFICATION_KINDS } from "../domain/notifications/notification-kinds.ts";
import type { LockedKey } from "../ports/api-key-store.ts";
import type { EndingKey } from "../ports/notification-store.ts";
import type { EndingKeyFacts, EndingKeys } from "../ports/reads.ts";
import type { Services } from "../ports/services.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const AT_ONCE = 200;

type Needed = Pick<Services, "now" | "data" | "runChange">;

/**
 * Has channels told which keys end soon, and which have ended in use: each threshold of a key once, for any number of server
 * processes and across restarts. To be called every few minutes, by any process.
 * @returns how many reminders there were.
 */
export async function remindOfKeys(services: Needed): Promise<number> {
  let reminded = 0;
  for (const organizationId of await services.data.organizationsToRemind()) {
    const { renewAtPercent } = await services.data.policies.find(organizationId);
    for (const stretch of stretchesAt(services.now())) {
      let afterId = "";
      for (;;) {
        const query = { ...stretch, organizationId, afterId, limit: AT_ONCE };
        const keys = await services.data.endingKeys(query);
        for (const key of keys) {
          // Most keys of an organization that has them renewed are passed over here, without a lock.
          const isTold = mayBeTold(key, renewAtPercent, services.now());
          if (isTold && (await remind(services, organizationId, key.id))) reminded += 1;
        }
        const last = keys.at(-1);
        if (last === undefined || keys.length < AT_ONCE) break;
        afterId = last.id;
      }
    }
  }
  return reminded;
}

/** When keys end that are looked at, by threshold; the nearest first, since it says what the others would. */
function stretchesAt(now: Date): Pick<EndingKeys, "endsAfter" | "endsUntil" | "usedSince" | "threshold">[] {
  const at = (ms: number) => new Date(now.getTime() + ms);
  const ended = {
    endsAfter: at(-TOLD_AFTER_END_MS),
    endsUntil: now,
    usedSince: at(-TOLD_AFTER_END_MS - USED_BEFORE_END_MS),
  };
  return [
    { ...ended, threshold: ENDED_IN_USE },
    ...REMINDER_DAYS.map((days) => ({
      endsAfter: now,
      endsUntil: at(days * DAY_MS),
      usedSince: at(-IN_USE_MS),
      threshold: days,
    })),
  ];
}

function mayBeTold(key: EndingKeyFacts, renewAtPercent: number | null, now: Date): boolean {
  const facts = { ...key, revokedAt: null, told: [], isRenewalBlocked: key.blocked > 0, renewAtPercent };
  return judgeReminder(facts, now).kind !== "nothing";
}

/** Judges the locked key again: another process may have told it, or the key may have changed. */
async function remind(services: Needed, organizationId: string, id: string): Promise<boolean> {
  const { result } = await change({ services }, async (tx) => {
    const key = await tx.apiKeys.findForUpdate(organizationId, id);
    if (key === null) return false;
    const { renewAtPercent } = await tx.policies.find(organizationId);
    const ending = await tx.notifications.endingKey(organizationId, id);
    const { total: executors, isRenewalBlocked } = ending.executors;
    const verdict = judgeReminder({ ...key, told: ending.told, executors, isRenewalBlocked, renewAtPercent }, tx.now);
    if (verdict.kind === "nothing") return false;
    await tx.notifications.markTold(id, verdict.marks, tx.now);
    tx.notifications.tell(reminderOf(key, ending, verdict, tx.now));
    return true;
  });
  return result;
}

function reminderOf(
  key: LockedKey,
  { executors: { total, names } }: EndingKey,
  verdict: Exclude<ReminderVerdict, { kind: "nothing" }>,
  at: Date,
): NotificationDraft {
  const more = total - names.length;
  const details = {
    expiresAt: key.expiresAt?.toISOString() ?? null,
    owner: key.owner?.name ?? null,
    goesOffline: more > 0 ? `${names.join(", ")} and ${more.toLocaleString("en")} more` : names.join(", "),
  };
  const about = { organizationId: key.organizationId, at, subject: { id: key.id, name: key.name } };
  if (verdict.kind === "expired") {
    return { ...about, kind: "key.expired", level: NOTIFICATION_KINDS["key.expired"].level, details };
  }
  const { days } = verdict;
  return {
    ...about,
    kind: "key.expiring",
    level: days === 1 ? "critical" : NOTIFICATION_KINDS["key.expiring"].level,
    details: { ...details, days },
  };
}
