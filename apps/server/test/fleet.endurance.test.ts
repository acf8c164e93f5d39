import { test } from "vitest";
import { tryFleet } from "./harness/enrol-fleet.ts";

test("3 hosts with one fleet's code get 3 keys, and started again no other ones", () => tryFleet(3), 120_000);
