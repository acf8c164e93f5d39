import { dialects } from "@excalibur/db/testing";
import { LIMITS, type LimitName } from "../src/limits/limits.ts";
import { attackLimits } from "./harness/attack-limits.ts";
import { trialSize } from "../../../scripts/trial-size.ts";

for (const dialect of dialects) attackLimits(dialect, Object.keys(LIMITS) as LimitName[], trialSize(200, 1_000));
