import type { Dialect } from "@excalibur/db/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LIMITS, type LimitName } from "../../src/limits/limits.ts";
import { ATTACKS, JUDGED, type Scene } from "./limit-attacks.ts";
import { startTestServer } from "./test-server.ts";

/** The limit itself, the bound on all changes of one person, which lies before it, and a database that is too busy for a guess. */
const REFUSED_UNJUDGED: ReadonlySet<string> = new Set(["rate_limited", "too_many_changes", "unavailable"]);

/** Attacks limits one by one with so many more wrong guesses at once than each allows. */
export function attackLimits(dialect: Dialect, names: readonly LimitName[], more: number): void {
  describe(`on ${dialect}`, () => {
    const scene = {} as { -readonly [Part in keyof Scene]: Scene[Part] };
    beforeAll(async () => {
      scene.server = await startTestServer(dialect, { EXCALIBUR_TRUSTED_PROXIES: "loopback" });
      scene.tenant = await scene.server.addOrganization("Acme");
    });
    afterAll(() => scene.server.close());

    test.each(names)(
      `of ${more} guesses too many at once, %s has exactly as many judged as it allows`,
      async (name) => {
        const attack = await ATTACKS[name](scene);
        const reasons = await Promise.all(
          Array.from({ length: LIMITS[name].allowed + more }, (_, guess) => attack(guess)),
        );
        expect(reasons.filter((reason) => JUDGED.has(reason))).toHaveLength(LIMITS[name].allowed);
        expect(reasons.filter((reason) => !JUDGED.has(reason) && !REFUSED_UNJUDGED.has(reason))).toEqual([]);
      },
    );
  });
}
