import { readFileSync } from "node:fs";
import { PROCEDURE_SCOPES } from "@excalibur/api/server";
import { lintFromString, createConfig } from "@redocly/openapi-core";
import { expect, test } from "vitest";
import { isPortable } from "./components.ts";
import { openApiDocument } from "./openapi.ts";
import { OPERATIONS } from "./operations.ts";

const document = openApiDocument({ version: "1.0.0", basePath: "/excalibur" });

/** Every value in a document that stands under a name. */
function valuesOf(name: string, within: unknown): unknown[] {
  if (typeof within !== "object" || within === null) return [];
  return Object.entries(within).flatMap(([key, value]) => [...(key === name ? [value] : []), ...valuesOf(name, value)]);
}

test("the linter finds nothing to complain about", async () => {
  const config = await createConfig({
    extends: ["recommended"],
    rules: {
      "no-unused-components": "error",
      // A key's id and `by-external-id` are never the same: an id begins with `key_`.
      "no-ambiguous-paths": "off",
    },
  });
  const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: "openapi.json", config });
  expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
});

test("every pattern is one that Python, Go and ECMAScript read alike", () => {
  const patterns = valuesOf("pattern", document).map(String);
  expect(patterns.length).toBeGreaterThan(3);
  expect(patterns.filter((pattern) => !isPortable(pattern))).toEqual([]);
  for (const pattern of patterns) {
    expect(() => new RegExp(pattern)).not.toThrow();
  }
});

test("answers are open to the fields of later versions, requests name all of theirs", () => {
  const { components } = document as { components: { schemas: Record<string, object> } };
  const closed = Object.entries(components.schemas).filter(([, schema]) =>
    valuesOf("additionalProperties", schema).includes(false),
  );
  const requests = [
    "ChannelChange",
    "Cosignature",
    "EnrolInput",
    "EnsuredChannelSettings",
    "ExecutorChange",
    "KeyChange",
    "ManyDeletions",
    "ManyKeys",
    "ManyLabels",
    "ManyRenewals",
    "ManyRevocations",
    "ManyRotations",
    "NewChannel",
    "NewCode",
    "NewCodesForLockedOut",
    "NewExecutor",
    "NewKey",
    "Pause",
    "PolicyChange",
    "PreviewedPolicy",
    "RenewInput",
    "Renewal",
    "Revocation",
    "Rotation",
    "SyncInput",
  ];
  expect(closed.map(([name]) => name).toSorted()).toEqual(requests);
});

test("everything that a management key may call is an operation", () => {
  const offered = new Set<string>(OPERATIONS.map(({ procedure }) => procedure));
  const allowed = Object.entries(PROCEDURE_SCOPES).filter(([, scope]) => scope !== null);
  expect(allowed.map(([procedure]) => procedure).filter((procedure) => !offered.has(procedure))).toEqual([]);
});

test.each(["^[^\\p{Cc}]*$", "(?=x)", "(?<!x)", "(a)\\1", "\\u0041"])("%s is not portable", (pattern) => {
  expect(isPortable(pattern)).toBe(false);
});

test("docs/api.md names every path", () => {
  const page = readFileSync(new URL("../../../../docs/api.md", import.meta.url), "utf8").replaceAll("`", "");
  const { paths } = document as { paths: Record<string, object> };
  const ofExecutors = ["/v1/sync", "/v1/renew", "/v1/enroll"];
  const ofPrograms = Object.keys(paths).filter((path) => !ofExecutors.includes(path) && !path.endsWith("/export"));
  const named = (path: string) => {
    const [last = ""] = path.split("/").slice(-1);
    // Beside another path of the same row, only the end is written.
    const isParameter = last.startsWith("{");
    return page.includes(path.replace("{externalId}", "{id}")) || (!isParameter && page.includes(`…/${last}`));
  };
  expect(ofPrograms.filter((path) => !named(path))).toEqual([]);
});
