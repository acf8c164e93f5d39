import { listEventsInput } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { eventFilterSearch } from "./event-filter.ts";

it("ignores what an address holds that is no filter", () => {
  expect(eventFilterSearch.parse({ executorId: "exe_<script>", type: "executor.slept", level: 3, extra: 1 })).toEqual(
    {},
  );
});

it("asks in terms the server takes", () => {
  const filter = { executorId: `exe_${"0".repeat(26)}`, type: "executor.rebound", level: "warning" };
  expect(eventFilterSearch.parse(filter)).toEqual(filter);
  expect(listEventsInput.safeParse(eventFilterSearch.parse(filter)).success).toBe(true);
});
