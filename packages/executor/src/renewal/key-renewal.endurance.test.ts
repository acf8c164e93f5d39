import { expect, test } from "vitest";
import { tryRenewals } from "../../test/renewal-trial.ts";

test.each(["keyFile", "stateDirectory", "kubernetesSecret"] as const)(
  "10,000 interleavings of executor, disk and server end online, with the one good key stored: %s",
  async (keeping) => {
    expect(await tryRenewals(10_000, {}, keeping)).toBeNull();
  },
  1_800_000,
);
