import { availableParallelism } from "node:os";
import type { Database } from "@excalibur/db";
import type { Logger } from "pino";
import { createGuessLimits, type GuessLimits } from "../limits/create-guess-limits.ts";
import { cookieRules, type CookieRules } from "./cookies.ts";
import { createFindSession, type FindSession } from "./find-session.ts";
import { HashingQueue } from "./hashing-queue.ts";
import { KnownDevices } from "./known-devices.ts";
import { createAuthLoader, type LoadAuth } from "./load-auth.ts";
import { SecondStep } from "./second-step.ts";
import { SessionMemory } from "./session-memory.ts";
import { SignInChallenges } from "./sign-in-challenges.ts";

/** Sessions in the memory of one process, in 2 MB. A session that was dropped is only verified again. */
const REMEMBERED_SESSIONS = 10_000;

interface Options {
  readonly database: Database;
  readonly authSecret: string;
  readonly publicUrl: string;
  readonly now: () => Date;
  readonly logger: Logger;
}

/** All that signs people in and finds out who they are. */
export interface Accounts {
  readonly loadAuth: LoadAuth;
  readonly findSession: FindSession;
  readonly cookies: CookieRules;
  readonly limits: GuessLimits;
  readonly hashing: HashingQueue;
  readonly knownDevices: KnownDevices;
  readonly challenges: SignInChallenges;
  readonly secondStep: SecondStep;
}

export function createAccounts({ database, authSecret, publicUrl, now, logger }: Options): Accounts {
  const cookies = cookieRules({ authSecret, publicUrl });
  const loadAuth = createAuthLoader({ database, secret: authSecret, publicUrl, cookies, logger });
  const memory = new SessionMemory(REMEMBERED_SESSIONS);
  return {
    loadAuth,
    findSession: createFindSession({ loadAuth, database, memory, cookies, now }),
    cookies,
    limits: createGuessLimits(database, now),
    // All cores but one: the rest of the server needs one too.
    hashing: new HashingQueue(Math.max(1, availableParallelism() - 1)),
    knownDevices: new KnownDevices({ authSecret, cookies, now }),
    challenges: new SignInChallenges({ database, cookies, now }),
    secondStep: new SecondStep({ database, loadAuth, now }),
  };
}
