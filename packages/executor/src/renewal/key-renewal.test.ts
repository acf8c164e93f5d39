import { expect, test } from "vitest";
import { tryRenewals } from "../../test/renewal-trial.ts";

const RUNS = 150;

test.each(["keyFile", "stateDirectory", "kubernetesSecret"] as const)(
  "after cut connections, killed processes and lost power the executor is online within a minute, with the one good key stored: %s",
  async (keeping) => {
    expect(await tryRenewals(RUNS, {}, keeping)).toBeNull();
  },
);

test.each([
  ["the secret takes the key's place before the server knows it", { renamesFirst: true }],
  ["what is written is not synced to the disk", { neverSyncs: true }],
  ["the server revokes the old key when it issues the successor", { revokesAtIssue: true }],
])("it is noticed when %s", async (_, mutant) => {
  expect(await tryRenewals(RUNS * 10, mutant)).not.toBeNull();
});
