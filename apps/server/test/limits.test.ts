import { dialects, type Dialect } from "@excalibur/db/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LIMITS, type LimitName } from "../src/limits/limits.ts";
import { ATTACKS, JUDGED, type Scene } from "./harness/limit-attacks.ts";
import { startTestServer } from "./harness/test-server.ts";

const isEndurance = process.env["EXCALIBUR_ENDURANCE"] === "1";
/** The short version is for every day: passwords are slow to check. */
const GUESSES = isEndurance ? 1_000 : 60;

/** In the short version each limit is attacked on the database that is the harder one for it. */
function limitsOn(dialect: Dialect): LimitName[] {
  const harder = (name: LimitName) => (LIMITS[name].scope === "installation" ? "postgresql" : "sqlite");
  return (Object.keys(LIMITS) as LimitName[]).filter((name) => isEndurance || harder(name) === dialect);
}

describe.each(dialects)("on %s", (dialect) => {
  const scene = {} as { -readonly [Part in keyof Scene]: Scene[Part] };
  beforeAll(async () => {
    scene.server = await startTestServer(dialect, { EXCALIBUR_TRUSTED_PROXIES: "loopback" });
    scene.tenant = await scene.server.addOrganization("Acme");
  });
  afterAll(() => scene.server.close());

  test.each(limitsOn(dialect))(
    `of ${GUESSES} guesses at once, %s has exactly as many judged as it allows`,
    async (name) => {
      const attack = await ATTACKS[name](scene);
      const reasons = await Promise.all(Array.from({ length: GUESSES }, (_, guess) => attack(guess)));
      expect(reasons.filter((reason) => JUDGED.has(reason))).toHaveLength(LIMITS[name].allowed);
      expect(new Set(reasons.filter((reason) => !JUDGED.has(reason)))).toEqual(new Set(["rate_limited"]));
    },
    180_000,
  );
});
