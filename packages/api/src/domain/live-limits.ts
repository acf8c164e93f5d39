/**
 * Live subscriptions that one server process holds open at most. A browser needs one for all its windows; each costs the
 * server some 0.2 MB.
 */
export const LIVE_LIMITS = { session: 10, user: 100, process: 1_000 } as const;

/** Audit streams that one server process holds open at most; they count among the subscriptions of the process too. */
export const STREAM_LIMITS = { managementKey: 5, organization: 20 } as const;

/** How many are open already. */
export interface OpenSubscriptions {
  readonly session: number;
  readonly user: number;
  readonly process: number;
}

/** Whether one more may be opened. */
export function mayOpenSubscription(open: OpenSubscriptions): boolean {
  return open.session < LIVE_LIMITS.session && open.user < LIVE_LIMITS.user && open.process < LIVE_LIMITS.process;
}

/** Whether one more audit stream may be opened. */
export function mayOpenStream(open: { managementKey: number; organization: number; process: number }): boolean {
  const { managementKey, organization } = STREAM_LIMITS;
  return open.managementKey < managementKey && open.organization < organization && open.process < LIVE_LIMITS.process;
}
