import { isIPv6 } from "node:net";
import { RateLimiterMemory } from "rate-limiter-flexible";

/** Counts failures by source address and says when an address has had too many. */
export class FailureLimit {
  readonly #limiter: RateLimiterMemory;

  /** @param allowed failures in a window before the address is blocked until the window ends. */
  constructor({ allowed, windowSeconds }: { allowed: number; windowSeconds: number }) {
    this.#limiter = new RateLimiterMemory({ points: allowed, duration: windowSeconds });
  }

  /** Milliseconds until the address may try again; null when it may now. */
  async blockedForMs(sourceAddress: string): Promise<number | null> {
    const state = await this.#limiter.get(networkOf(sourceAddress));
    return state !== null && state.remainingPoints <= 0 ? Math.max(1, state.msBeforeNext) : null;
  }

  async record(sourceAddress: string): Promise<void> {
    await this.#limiter.penalty(networkOf(sourceAddress));
  }
}

/** What one party controls: an IPv4 address, or the /64 network that every IPv6 host can choose freely in (RFC 4291). */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const end = tail === "" ? [] : tail.split(":");
    while (groups.length + end.length < 8) groups.push("0");
    groups.push(...end);
  }
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
