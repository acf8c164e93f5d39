import { executorName } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { executorNameFrom } from "./executor-name-from.ts";

it.each(["prod", "prod 260601", "  ", "🛰️", "é", "مفتاح", "--x--", "a".repeat(80), ".hidden", "a/b;c$(d)"])(
  "makes of %j a name that an executor may have",
  (name) => {
    expect(executorName.safeParse(executorNameFrom(name)).success).toBe(true);
  },
);
