import { expect, test } from "vitest";
import { accessProblem } from "./key-file-access.ts";

const ROOT = 0;
const US = 1000;

test.each([
  ["one's own, 0600", 0o600, US, US],
  ["one's own, 0400", 0o400, US, US],
  ["root's own for root, 0600", 0o600, ROOT, ROOT],
  ["root's for our group, 0640", 0o640, ROOT, US],
  ["root's for our group, 0440, as Kubernetes mounts a Secret", 0o440, ROOT, US],
])("a key file is private enough: %s", (_, mode, ownerId, userId) => {
  expect(accessProblem({ path: "/k", mode: 0o100000 | mode, ownerId, userId })).toBeNull();
});

test.each([
  ["one's own, readable by the group", 0o640, US, US, "its mode 0640 gives its group access to it. Run: chmod 600 /k"],
  [
    "one's own, readable by all",
    0o644,
    US,
    US,
    "its mode 0644 gives every user of this machine access to it. Run: chmod 600 /k",
  ],
  ["one's own, writable by the group", 0o620, US, US, "chmod 600 /k"],
  ["one's own, executable by all", 0o601, US, US, "chmod 600 /k"],
  ["root's own for root, readable by the group", 0o640, ROOT, ROOT, "chmod 600 /k"],
  ["root's, readable by all", 0o644, ROOT, US, "chmod 640 /k (for a Kubernetes Secret: defaultMode: 0440)"],
  ["root's, writable by the group", 0o660, ROOT, US, "chmod 640 /k"],
  ["another user's, readable through the group", 0o640, 1001, US, "chmod 600 /k"],
])("a key file is refused: %s", (_, mode, ownerId, userId, words) => {
  expect(accessProblem({ path: "/k", mode: 0o100000 | mode, ownerId, userId })).toContain(words);
});

test("the command to run can be pasted for every file name", () => {
  const problem = accessProblem({ path: "/my keys/it's", mode: 0o644, ownerId: US, userId: US });
  expect(problem).toContain(String.raw`chmod 600 '/my keys/it'\''s'`);
});
