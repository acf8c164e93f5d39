import { tryCrashes } from "./trials/crash.ts";
import { trialSize } from "../../../scripts/trial-size.ts";

tryCrashes(trialSize(10, 20));
