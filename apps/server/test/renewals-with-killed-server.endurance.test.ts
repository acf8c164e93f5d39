import { beforeAll, test } from "vitest";
import { buildExecutor } from "./harness/build-executor.ts";
import { tryServerKills } from "./trials/killed-servers.ts";
import { trialSize } from "../../../scripts/trial-size.ts";

const TIMES = trialSize(8, 20);

beforeAll(buildExecutor);

test(`kill -9 of the server in the middle of renewals, ${TIMES} times: within 60 s each executor is on the one key that works`, () =>
  tryServerKills(TIMES));
