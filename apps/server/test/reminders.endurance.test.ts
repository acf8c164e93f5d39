import { test } from "vitest";
import { tryReminders } from "./trials/reminders-with-killed-servers.ts";
import { trialSize } from "../../../scripts/trial-size.ts";

const KEYS = trialSize(120, 400);

test(`three servers that are killed and started again through a month tell each threshold of ${KEYS} keys once`, async () => {
  await tryReminders({ dialect: "postgresql", servers: 3, keys: KEYS, killedEvery: 3 });
});

test("so does one server on SQLite", async () => {
  await tryReminders({ dialect: "sqlite", servers: 1, keys: KEYS, killedEvery: 5 });
});
