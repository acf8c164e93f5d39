import { beforeAll, describe, test } from "vitest";
import { buildExecutor } from "./harness/build-executor.ts";
import { startServer } from "./harness/connect-hosts.ts";
import { KILLS_ON_DISK, tryDisturbedRenewals } from "./trials/killed-renewals.ts";
import { trialSize } from "../../../scripts/trial-size.ts";

const TIMES = trialSize(8, 20);

beforeAll(buildExecutor);

describe(`within 60 s exactly one of the two keys works, and it is the one that is stored, ${TIMES} times of ${TIMES}`, () => {
  test.each(KILLS_ON_DISK)("%s", async (_, disturbance) => {
    const { owner } = await startServer();
    await tryDisturbedRenewals(owner, disturbance, TIMES);
  });
});
