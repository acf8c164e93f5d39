import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { dialects } from "../src/dialects/dialect.ts";
import { schemaChanges } from "./schema-changes.ts";

describe.each(dialects)("the drift check on %s", (dialect) => {
  it("finds that the migrations lead to the models", async () => {
    expect(await schemaChanges(dialect)).toBeNull();
  });

  it("finds a field that no migration adds", async () => {
    const models = await readFile(new URL("../models.prisma", import.meta.url), "utf8");
    const changed = models.replace("  hint               String\n", "$&  color              String?\n");
    expect(changed).not.toBe(models);
    expect(await schemaChanges(dialect, changed)).toMatch(/ALTER TABLE "api_key" ADD COLUMN +"color" TEXT/);
  });

  it("finds an index that no migration drops", async () => {
    const models = await readFile(new URL("../models.prisma", import.meta.url), "utf8");
    const changed = models.replace("  @@index([targetExecutorId])\n", "");
    expect(changed).not.toBe(models);
    expect(await schemaChanges(dialect, changed)).toContain('DROP INDEX "api_key_target_executor_id_idx"');
  });
});
