import { test } from "vitest";
import { tryFleet } from "./harness/enrol-fleet.ts";

test("8 hosts with one fleet's code get 8 keys, and started again no other ones", () => tryFleet(8), 120_000);
