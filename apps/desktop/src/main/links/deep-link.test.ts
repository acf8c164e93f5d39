import { expect, it } from "vitest";
import { deepLinkAmong, readDeepLink } from "./deep-link.ts";

const key = "key_01jx5v7m2q8r9s0t1v2w3x4y5z";
const executor = "exe_01jx5v7m2q8r9s0t1v2w3x4y5z";

it.each([
  [`excalibur://keys/${key}`, `/keys/${key}`],
  // Browsers and mail programs like to add a slash.
  [`excalibur://keys/${key}/`, `/keys/${key}`],
  [`excalibur://executors/${executor}`, `/executors/${executor}`],
  [`excalibur://o/acme/keys/${key}`, `/o/acme/keys/${key}`],
  [`excalibur://o/acme-2/executors/${executor}/`, `/o/acme-2/executors/${executor}`],
])("%s opens %s", (link, path) => {
  expect(readDeepLink(link)).toBe(path);
});

it.each([
  ["nothing", ""],
  ["another scheme", `https://keys/${key}`],
  ["our page's own scheme", `app://excalibur/keys/${key}`],
  ["a script", "javascript:alert(1)"],
  ["a file", "file:///etc/passwd"],
  ["no id", "excalibur://keys/"],
  ["no page", "excalibur://"],
  ["a page that does not show a record", "excalibur://members"],
  ["a sign-in page that leads to another site", "excalibur://sign-in?next=//evil.example"],
  ["a screen of an organization", "excalibur://o/acme/keys"],
  ["an organization", "excalibur://o/acme"],
  ["no organization's name", `excalibur://o//keys/${key}`],
  ["an organization's name that is none", `excalibur://o/-acme/keys/${key}`],
  ["an organization's name in capitals", `excalibur://o/ACME/keys/${key}`],
  ["two organizations", `excalibur://o/acme/o/evil/keys/${key}`],
  ["an id of another kind", `excalibur://keys/${executor}`],
  ["a key's id under executors", `excalibur://executors/${key}`],
  ["an id that is too short", `excalibur://keys/${key.slice(0, -1)}`],
  ["an id that is too long", `excalibur://keys/${key}0`],
  ["an id in capitals", `excalibur://keys/${key.toUpperCase()}`],
  ["letters that ids never hold", "excalibur://keys/key_01jx5v7m2q8r9s0t1v2w3x4yil"],
  ["a way out of the folder", `excalibur://keys/../${key}`],
  ["an encoded way out", `excalibur://keys/%2e%2e%2f${key}`],
  ["a path below the key", `excalibur://keys/${key}/revoke`],
  ["a query", `excalibur://keys/${key}?action=revoke`],
  ["a fragment", `excalibur://keys/${key}#revoke`],
  ["another host before it", `excalibur://evil.example/keys/${key}`],
  ["a user before it", `excalibur://evil@keys/${key}`],
  ["a port", `excalibur://keys:80/${key}`],
  ["a single slash", `excalibur:/keys/${key}`],
  ["a backslash", `excalibur:\\\\keys\\${key}`],
  ["a line break after it", `excalibur://keys/${key}\n`],
  ["a switch after it", `excalibur://keys/${key} --no-sandbox`],
  ["a quote and a switch", `excalibur://keys/${key}" --inspect`],
  ["a leading space", ` excalibur://keys/${key}`],
  ["a secret", `excalibur://keys/exc_${"a".repeat(49)}`],
  ["a full-width letter", "excalibur://keys/key_01jx5v7m2q8r9s0t1v2w3x4y5\uFF5A"],
  ["a zero byte", `excalibur://keys/${key}\0`],
  ["something endless", `excalibur://keys/key_${"0".repeat(1_000_000)}`],
])("opens nothing for %s", (_what, link) => {
  expect(readDeepLink(link)).toBeNull();
});

it("finds the link among the other arguments of a program", () => {
  const link = `excalibur://keys/${key}`;
  expect(deepLinkAmong(["/opt/Excalibur/excalibur", "--allow-file-access", "excalibur://nonsense", link])).toBe(
    `/keys/${key}`,
  );
  expect(deepLinkAmong(["/opt/Excalibur/excalibur", "--flag"])).toBeNull();
});
