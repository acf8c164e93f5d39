-- DropIndex
DROP INDEX "api_key_organization_id_name_folded_id_idx";

-- DropIndex
DROP INDEX "executor_organization_id_bound_key_id_name_folded_id_idx";

-- DropIndex
DROP INDEX "executor_organization_id_name_folded_id_idx";

-- The engine would make the tables again. These columns are added in place, and the triggers stay.
ALTER TABLE "api_key" ADD COLUMN "name_order" TEXT NOT NULL DEFAULT '';
ALTER TABLE "executor" ADD COLUMN "name_order" TEXT NOT NULL DEFAULT '';
ALTER TABLE "executor" ADD COLUMN "version_order" TEXT NOT NULL DEFAULT '';

-- The rules of natural-order.ts, for the rows that there are. A text is taken character by character. A number's digits are put
-- down, behind their count and without leading zeros, when the next character is none of them or the text ends.
UPDATE "api_key" SET "name_order" = (
  WITH RECURSIVE step("rest", "digits", "done") AS (
    SELECT "api_key"."name_folded", '', ''
    UNION ALL
    SELECT substr("rest", 2),
      CASE WHEN substr("rest", 1, 1) GLOB '[0-9]' THEN "digits" || substr("rest", 1, 1) ELSE '' END,
      CASE WHEN substr("rest", 1, 1) GLOB '[0-9]' THEN "done" ELSE "done" ||
        CASE ltrim("digits", '0') WHEN '' THEN CASE "digits" WHEN '' THEN '' ELSE '010' END
        ELSE printf('%02d', length(ltrim("digits", '0'))) || ltrim("digits", '0') END || substr("rest", 1, 1) END
    FROM step WHERE "rest" <> ''
  )
  SELECT "done" || CASE ltrim("digits", '0') WHEN '' THEN CASE "digits" WHEN '' THEN '' ELSE '010' END
        ELSE printf('%02d', length(ltrim("digits", '0'))) || ltrim("digits", '0') END FROM step WHERE "rest" = ''
);
UPDATE "executor" SET "name_order" = (
  WITH RECURSIVE step("rest", "digits", "done") AS (
    SELECT "executor"."name_folded", '', ''
    UNION ALL
    SELECT substr("rest", 2),
      CASE WHEN substr("rest", 1, 1) GLOB '[0-9]' THEN "digits" || substr("rest", 1, 1) ELSE '' END,
      CASE WHEN substr("rest", 1, 1) GLOB '[0-9]' THEN "done" ELSE "done" ||
        CASE ltrim("digits", '0') WHEN '' THEN CASE "digits" WHEN '' THEN '' ELSE '010' END
        ELSE printf('%02d', length(ltrim("digits", '0'))) || ltrim("digits", '0') END || substr("rest", 1, 1) END
    FROM step WHERE "rest" <> ''
  )
  SELECT "done" || CASE ltrim("digits", '0') WHEN '' THEN CASE "digits" WHEN '' THEN '' ELSE '010' END
        ELSE printf('%02d', length(ltrim("digits", '0'))) || ltrim("digits", '0') END FROM step WHERE "rest" = ''
);
-- Without what follows a plus sign, without a leading v, with its first hyphen as an exclamation mark.
UPDATE "executor" SET "version_order" = lower(substr("version", 1, CASE instr("version", '+') WHEN 0 THEN length("version") ELSE instr("version", '+') - 1 END));
UPDATE "executor" SET "version_order" = substr("version_order", 2) WHERE "version_order" GLOB 'v[0-9]*';
UPDATE "executor" SET "version_order" =
  substr("version_order", 1, instr("version_order", '-') - 1) || '!' || substr("version_order", instr("version_order", '-') + 1)
WHERE instr("version_order", '-') > 0;
UPDATE "executor" SET "version_order" = CASE WHEN "version_order" GLOB '[0-9]*' THEN '' ELSE ' ' END || (
  WITH RECURSIVE step("rest", "digits", "done") AS (
    SELECT "executor"."version_order", '', ''
    UNION ALL
    SELECT substr("rest", 2),
      CASE WHEN substr("rest", 1, 1) GLOB '[0-9]' THEN "digits" || substr("rest", 1, 1) ELSE '' END,
      CASE WHEN substr("rest", 1, 1) GLOB '[0-9]' THEN "done" ELSE "done" ||
        CASE ltrim("digits", '0') WHEN '' THEN CASE "digits" WHEN '' THEN '' ELSE '010' END
        ELSE printf('%02d', length(ltrim("digits", '0'))) || ltrim("digits", '0') END || substr("rest", 1, 1) END
    FROM step WHERE "rest" <> ''
  )
  SELECT "done" || CASE ltrim("digits", '0') WHEN '' THEN CASE "digits" WHEN '' THEN '' ELSE '010' END
        ELSE printf('%02d', length(ltrim("digits", '0'))) || ltrim("digits", '0') END FROM step WHERE "rest" = ''
) || '#';

-- CreateIndex
CREATE INDEX "api_key_organization_id_name_order_id_idx" ON "api_key"("organization_id", "name_order", "id");

-- CreateIndex
CREATE INDEX "executor_organization_id_name_order_id_idx" ON "executor"("organization_id", "name_order", "id");

-- CreateIndex
CREATE INDEX "executor_organization_id_version_order_version_idx" ON "executor"("organization_id", "version_order", "version");

-- CreateIndex
CREATE INDEX "executor_organization_id_bound_key_id_name_order_id_idx" ON "executor"("organization_id", "bound_key_id", "name_order", "id");
