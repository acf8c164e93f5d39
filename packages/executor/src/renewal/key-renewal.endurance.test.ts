import { expect, test } from "vitest";
import { tryRenewals } from "../../test/renewal-trial.ts";

// The other two are the same steps over another storage.
test.each([
  [4_000, "keyFile"],
  [500, "stateDirectory"],
  [500, "kubernetesSecret"],
] as const)(
  "%i interleavings of executor, disk and server end online, with the one good key stored: %s",
  async (runs, keeping) => {
    expect(await tryRenewals(runs, {}, keeping)).toBeNull();
  },
  1_800_000,
);
