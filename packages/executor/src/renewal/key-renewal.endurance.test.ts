import { expect, test } from "vitest";
import { tryRenewals } from "../../test/renewal-trial.ts";
import { trialSize } from "../../../../scripts/trial-size.ts";

// The other two are the same steps over another storage.
test.each([
  [trialSize(4_000, 10_000), "keyFile"],
  [trialSize(500, 1_000), "stateDirectory"],
  [trialSize(500, 1_000), "kubernetesSecret"],
] as const)(
  "%i interleavings of executor, disk and server end online, with the one good key stored: %s",
  async (runs, keeping) => {
    expect(await tryRenewals(runs, {}, keeping)).toBeNull();
  },
  1_800_000,
);
