/** How long a person has to confirm a login, in milliseconds. */
export const LOGIN_MS = 10 * 60 * 1_000;
/** How long the command may still ask what became of it. */
export const LOGIN_KEPT_MS = 2 * LOGIN_MS;
/** Seconds between two polls of a command. */
export const LOGIN_POLL_SECONDS = 2;

/** What is known of a login at an instant. */
export interface LoginFacts {
  readonly expiresAt: Date;
  readonly outcome: "confirmed" | "refused" | null;
}

export type LoginState = "pending" | "confirmed" | "refused" | "over";

/** Where a login stands. What was decided in time stays decided. */
export function judgeLogin({ expiresAt, outcome }: LoginFacts, now: Date): LoginState {
  return outcome ?? (now < expiresAt ? "pending" : "over");
}
