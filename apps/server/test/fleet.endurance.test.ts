import { test } from "vitest";
import { tryFleet } from "./harness/enrol-fleet.ts";

test("300 hosts with one fleet's code get 300 keys, and started again no other ones", () => tryFleet(300), 1_200_000);
