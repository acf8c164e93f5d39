import { dialects } from "@excalibur/db/testing";
import { LIMITS, type LimitName } from "../src/limits/limits.ts";
import { attackLimits } from "./harness/attack-limits.ts";

// Each on the database that is the harder one for it. The endurance lane attacks all on both, with 200 guesses too many.
for (const dialect of dialects) {
  const harder = (name: LimitName) => (LIMITS[name].scope === "installation" ? "postgresql" : "sqlite");
  const names = (Object.keys(LIMITS) as LimitName[]).filter((name) => harder(name) === dialect);
  attackLimits(dialect, names, 15);
}
