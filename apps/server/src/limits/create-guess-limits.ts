import type { GuessLimit } from "@excalibur/api/server";
import type { Database } from "@excalibur/db";
import { networkOf } from "./network-of.ts";
import { LIMITS, type LimitName, type LimitRule } from "./limits.ts";
import type { Points } from "./points.ts";
import { createProcessPoints } from "./process-points.ts";
import { createSharedPoints } from "./shared-points.ts";
import { Turns } from "./turns.ts";

/** More than one network or account ever has at once; beyond them a flood costs nothing but a refusal. */
const MAX_WAITING = 1_000;

export type GuessLimits = Readonly<Record<LimitName, GuessLimit>>;

/** Makes every limit of the table. Those by address count networks. */
export function createGuessLimits(database: Database, now: () => Date): GuessLimits {
  const limit = (name: LimitName): GuessLimit => {
    const rule: LimitRule = LIMITS[name];
    const points =
      rule.scope === "process" ? createProcessPoints(rule) : createSharedPoints({ database, limit: name, rule, now });
    return createGuessLimit(points);
  };
  return {
    signInsByAddress: byNetwork(limit("signInsByAddress")),
    passwordsByAccount: limit("passwordsByAccount"),
    codesByAccount: limit("codesByAccount"),
    passwordsByDevice: limit("passwordsByDevice"),
    codesByDevice: limit("codesByDevice"),
    guessesWhenSignedIn: limit("guessesWhenSignedIn"),
    setupCodesByAddress: byNetwork(limit("setupCodesByAddress")),
    enrolmentCodesByAddress: byNetwork(limit("enrolmentCodesByAddress")),
    enrolmentCodesByOrganization: limit("enrolmentCodesByOrganization"),
    loginCodesByUser: limit("loginCodesByUser"),
    deviceCodesByAddress: byNetwork(limit("deviceCodesByAddress")),
    calendarTokensByAddress: byNetwork(limit("calendarTokensByAddress")),
  };
}

/** Judges guesses at a subject one after the other, so that a point lent to a right guess never refuses another one. */
export function createGuessLimit(points: Points): GuessLimit {
  const turns = new Turns(MAX_WAITING);
  return {
    judge: (subject, guess) =>
      turns.run(subject, async () => {
        const giveBack = await points.take(subject);
        let isWrong = false;
        try {
          const result = await guess();
          isWrong = result === null;
          return result;
        } finally {
          if (!isWrong) await giveBack();
        }
      }),
  };
}

function byNetwork(limit: GuessLimit): GuessLimit {
  return { judge: (address, guess) => limit.judge(networkOf(address), guess) };
}
