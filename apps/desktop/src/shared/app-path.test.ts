import { expect, it } from "vitest";
import { pathInOrganization, readAppPath } from "./app-path.ts";
import { SCREENS } from "./screens.ts";

const KEY = "key_01jx5v7m2q8r9s0t1v2w3x4y5z";

it.each(SCREENS)("reads the address of $name, in an organization and without one", ({ path }) => {
  expect(readAppPath(path)).toEqual({ slug: null, inside: path, recordId: null });
  expect(readAppPath(pathInOrganization("acme-2", path))).toEqual({ slug: "acme-2", inside: path, recordId: null });
});

it("reads the address of a record", () => {
  expect(readAppPath(`/keys/${KEY}`)).toEqual({ slug: null, inside: `/keys/${KEY}`, recordId: KEY });
  expect(readAppPath(`/o/acme/keys/${KEY}`)).toEqual({ slug: "acme", inside: `/keys/${KEY}`, recordId: KEY });
});

it.each([
  "",
  "/",
  "/o",
  "/o/acme",
  "/o/Acme/keys",
  "/o/acme/keys/",
  "/o/acme/o/other/keys",
  `/executors/${KEY}`,
  `/members/${KEY}`,
  "/keys?status=revoked",
  "//evil.example/keys",
])("reads %j as none", (path) => {
  expect(readAppPath(path)).toBeNull();
});

it("gives no two screens the same key, shortcut or place in the address", () => {
  for (const property of ["path", "name", "accelerator"] as const)
    expect(new Set(SCREENS.map((screen) => screen[property])).size).toBe(SCREENS.length);
  const keys = SCREENS.flatMap(({ key }) => key ?? []);
  expect(new Set(keys).size).toBe(keys.length);
});
