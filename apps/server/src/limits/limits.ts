/** Who counts the points of a limit: each server process for itself, or all of an installation together, in its database. */
export type LimitScope = "process" | "installation";

export interface LimitRule {
  /** Wrong guesses in a window; after them none is judged until the window ends. */
  readonly allowed: number;
  readonly windowSeconds: number;
  readonly scope: LimitScope;
}

const TEN_MINUTES = 600;
const ONE_HOUR = 3_600;

/** Every limit on guesses. `docs/security.md` names each, and a test attacks each with 1,000 guesses at once. */
export const LIMITS = {
  /** Wrong passwords and codes of sign-ins, by the network they come from. */
  signInsByAddress: { allowed: 10, windowSeconds: TEN_MINUTES, scope: "process" },
  /** Wrong passwords by the e-mail address they were for, whether it has an account or not. */
  passwordsByAccount: { allowed: 30, windowSeconds: TEN_MINUTES, scope: "installation" },
  /** Wrong codes of the second step by user. One guess in 333,333 is right, so 10 in an hour are 1 in 1,388 in a day. */
  codesByAccount: { allowed: 10, windowSeconds: ONE_HOUR, scope: "installation" },
  /** Wrong passwords from a device that signed in before, in place of its network's and its account's limit. */
  passwordsByDevice: { allowed: 10, windowSeconds: TEN_MINUTES, scope: "installation" },
  /** The same for wrong codes. */
  codesByDevice: { allowed: 10, windowSeconds: ONE_HOUR, scope: "installation" },
  /** Wrong passwords and codes of signed-in users, by session: a stolen session uses up no guesses of the user's others. */
  guessesWhenSignedIn: { allowed: 10, windowSeconds: TEN_MINUTES, scope: "installation" },
  /** Wrong setup codes, by the network they come from. */
  setupCodesByAddress: { allowed: 10, windowSeconds: TEN_MINUTES, scope: "process" },
  /** Enrolment codes that can't be used, by the network they come from. */
  enrolmentCodesByAddress: { allowed: 10, windowSeconds: TEN_MINUTES, scope: "process" },
  /** Codes that exist and can't be used, by their organization. */
  enrolmentCodesByOrganization: { allowed: 30, windowSeconds: TEN_MINUTES, scope: "installation" },
  /** Codes of commands that can't be confirmed, by the user who types them. */
  loginCodesByUser: { allowed: 10, windowSeconds: TEN_MINUTES, scope: "installation" },
  /** Device codes of no login, by the network they come from. */
  deviceCodesByAddress: { allowed: 10, windowSeconds: TEN_MINUTES, scope: "process" },
  /** Tokens of no calendar, by the network they come from: programs of many people go on asking for one that was revoked. */
  calendarTokensByAddress: { allowed: 30, windowSeconds: TEN_MINUTES, scope: "process" },
} as const satisfies Record<string, LimitRule>;

export type LimitName = keyof typeof LIMITS;
