import { dialects } from "@excalibur/db/testing";
import { LIMITS, type LimitName } from "../src/limits/limits.ts";
import { attackLimits } from "./harness/attack-limits.ts";

for (const dialect of dialects) attackLimits(dialect, Object.keys(LIMITS) as LimitName[], 200);
