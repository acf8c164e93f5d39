import { expect, it } from "vitest";
import { presentEvent } from "./present-event.ts";

it.each([
  ["notAsked", "keptByDefault"],
  ["revoke", "revoked"],
  ["keptSharedWithOthers", "keptBecauseShared"],
  ["goneAlready", "alreadyRevoked"],
  ["revoked", "revoked"],
])("shows a stored fate of a previous key, %s, as %s", (previousKey, shown) => {
  const event = {
    id: "evt_1",
    organizationId: "org_1",
    type: "executor.rebound",
    level: "info",
    at: new Date(0),
    executorId: "exe_1",
    executorName: "edge-1",
    keyId: "key_2",
    details: { previousKeyId: "key_1", previousKey },
  } as const;
  expect(presentEvent(event).details).toEqual({ previousKeyId: "key_1", previousKey: shown });
});
