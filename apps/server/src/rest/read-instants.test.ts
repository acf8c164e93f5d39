import { expect, test } from "vitest";
import { z } from "zod";
import { OPERATIONS } from "./operations.ts";
import { readInstants } from "./read-instants.ts";

const AT = "2030-01-02T03:04:05.000Z";

test("instants are read at each place where the schema has one, and nothing else is touched", () => {
  const schema = z.strictObject({
    at: z.date(),
    maybe: z.date().nullish(),
    ends: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("at"), at: z.date() }),
      z.strictObject({ kind: z.literal("now") }),
    ]),
    deep: z.strictObject({ until: z.date().optional() }).optional(),
    name: z.string(),
  });
  const sent = { at: AT, maybe: null, ends: { kind: "at", at: AT }, deep: { until: AT }, name: AT };
  const at = new Date(AT);
  expect(readInstants(schema, sent)).toEqual({ ...sent, at, ends: { kind: "at", at }, deep: { until: at } });
  expect(readInstants(schema, { at: "nonsense", ends: null, deep: [] })).toMatchObject({ ends: null });
  for (const other of ["12/01/2030", "2030", "2030-01-02", "2030-01-02T03:04:05"]) {
    expect(readInstants(schema, { at: other })).toEqual({ at: other });
  }
  for (const other of [null, 1, "text", []]) expect(readInstants(schema, other)).toEqual(other);
});

/** Where a JSON schema has an instant. */
function instantsIn(schema: unknown, path: readonly string[] = []): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  if ("format" in schema && schema.format === "date-time") return [path.join(".")];
  return Object.entries(schema).flatMap(([name, inner]) => instantsIn(inner, [...path, name]));
}

test("each instant of a body has a place that the reading reaches", () => {
  const override = ({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: object }) => {
    if (zodSchema._zod.def.type === "date") Object.assign(jsonSchema, { format: "date-time" });
  };
  const found = OPERATIONS.flatMap(({ id, body }) => {
    if (body === undefined) return [];
    const schema = z.toJSONSchema(body.schema, { io: "input", unrepresentable: "any", override });
    return instantsIn(schema).map((place) => `${id}: ${place}`);
  });
  expect(found.filter((place) => /items|additionalProperties|prefixItems|allOf/.test(place))).toEqual([]);
  expect(found).toContain("revokeKeys: properties.facets.properties.expiresUntil");
});
