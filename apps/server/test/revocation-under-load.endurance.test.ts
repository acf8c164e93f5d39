import { dialects } from "@excalibur/db/testing";
import { tryRevocationsUnderLoad } from "./trials/revocation-under-load.ts";
import { trialSize } from "../../../scripts/trial-size.ts";

tryRevocationsUnderLoad(trialSize(25, 50), dialects);
