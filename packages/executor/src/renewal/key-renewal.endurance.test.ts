import { expect, test } from "vitest";
import { tryRenewals } from "../../test/renewal-trial.ts";

test("10,000 interleavings of executor, disk and server end online, with the one good key in its file", async () => {
  expect(await tryRenewals(10_000)).toBeNull();
}, 1_800_000);
