import { refuse } from "@excalibur/api/server";
import { isUniqueViolation, type Database } from "@excalibur/db";
import type { LimitName, LimitRule } from "./limits.ts";
import type { Points } from "./points.ts";

interface Options {
  readonly database: Database;
  readonly limit: LimitName;
  readonly rule: LimitRule;
  readonly now: () => Date;
}

/**
 * Points that all server processes of an installation count together, in the database. Each write changes a row only if it
 * still is as it was read, so that two who are after the last point don't both get it.
 */
export function createSharedPoints({ database, limit, rule, now }: Options): Points {
  const { attemptCount } = database.client;
  const windowMs = rule.windowSeconds * 1_000;

  /** @returns the end of the window in which a point was taken; null when another request changed the row meanwhile. */
  const tryToTake = async (subject: string): Promise<Date | null> => {
    const at = now();
    const newEnd = new Date(at.getTime() + windowMs);
    const row = await attemptCount.findUnique({ where: { subject } });
    if (row === null) {
      try {
        await attemptCount.create({ data: { subject, points: 1, windowEndsAt: newEnd } });
      } catch (error) {
        if (isUniqueViolation(error)) return null;
        throw error;
      }
      return newEnd;
    }
    const { windowEndsAt } = row;
    // One that ends later than a window lasts was begun by a clock that was set back since.
    if (windowEndsAt <= at || windowEndsAt > newEnd) {
      const { count } = await attemptCount.updateMany({
        where: { subject, windowEndsAt, points: row.points },
        data: { points: 1, windowEndsAt: newEnd },
      });
      return count === 1 ? newEnd : null;
    }
    if (row.points >= rule.allowed)
      throw refuse("rate_limited", { retryAfterMs: windowEndsAt.getTime() - at.getTime() });
    const { count } = await attemptCount.updateMany({
      where: { subject, windowEndsAt, points: { lt: rule.allowed } },
      data: { points: { increment: 1 } },
    });
    return count === 1 ? windowEndsAt : null;
  };

  return {
    async take(name) {
      const subject = `${limit} ${name}`;
      let windowEndsAt = await tryToTake(subject);
      while (windowEndsAt === null) windowEndsAt = await tryToTake(subject);
      const taken = { subject, windowEndsAt, points: { gt: 0 } };
      return async () => {
        await attemptCount.updateMany({ where: taken, data: { points: { decrement: 1 } } });
      };
    },
  };
}
