import { expect, it } from "vitest";
import { dialects } from "../src/dialects/dialect.ts";
import { schemaChanges } from "./schema-changes.ts";

it.each(dialects)("on %s the migrations lead to the models", async (dialect) => {
  expect(await schemaChanges(dialect)).toBeNull();
});
