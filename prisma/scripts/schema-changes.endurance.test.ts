import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { dialects } from "../src/dialects/dialect.ts";
import { schemaChanges } from "./schema-changes.ts";

it.each(dialects)("on %s the migrations lead to the models", async (dialect) => {
  expect(await schemaChanges(dialect)).toBeNull();
});

describe.each(dialects)("the drift check on %s", (dialect) => {
  it("finds a field that no migration adds and an index that no migration drops, and nothing else", async () => {
    const models = await readFile(new URL("../models.prisma", import.meta.url), "utf8");
    const withField = models.replace("  hint               String\n", "$&  color              String?\n");
    const changed = withField.replace("  @@index([targetExecutorId])\n", "");
    expect([withField === models, changed === withField]).toEqual([false, false]);
    const statements = (await schemaChanges(dialect, changed))
      ?.split("\n")
      .filter((line) => line !== "" && !line.startsWith("--"));
    expect(statements).toHaveLength(2);
    expect(statements).toContain('DROP INDEX "api_key_target_executor_id_idx";');
    expect(statements).toContainEqual(expect.stringMatching(/^ALTER TABLE "api_key" ADD COLUMN +"color" TEXT;$/));
  });
});
