import type { RequestContext, Services } from "../ports/services.ts";

/**
 * A request without a session to a server that has only the given services. Using another one fails the test: this proves
 * that a refusal comes before any read.
 */
export function bareContext(services: Partial<Services> = {}, more: Partial<RequestContext> = {}): RequestContext {
  const given: Partial<Services> = { isUnavailable: () => false, changes: { take: async () => null }, ...services };
  return {
    services: new Proxy(given as Services, {
      get(target, name) {
        if (name in target) return target[name as keyof Services];
        throw new Error(`services.${String(name)} was touched`);
      },
    }),
    requestId: "req-1",
    receivedAt: new Date("2026-06-01T12:00:00.000Z"),
    sourceAddress: "192.0.2.1",
    authorization: undefined,
    organizationHeader: undefined,
    findSession: async () => null,
    findSessionAgain: async () => null,
    prepareTwoFactor: async () => {
      throw new Error("an authenticator app was prepared");
    },
    ...more,
  };
}
