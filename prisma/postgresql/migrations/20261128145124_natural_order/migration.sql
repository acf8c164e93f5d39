-- DropIndex
DROP INDEX "api_key_organization_id_name_folded_id_idx";

-- DropIndex
DROP INDEX "executor_organization_id_bound_key_id_name_folded_id_idx";

-- DropIndex
DROP INDEX "executor_organization_id_name_folded_id_idx";

-- Compared by bytes, as SQLite does: the order is in the text.
ALTER TABLE "api_key" ADD COLUMN     "name_order" TEXT COLLATE "C" NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "executor" ADD COLUMN     "name_order" TEXT COLLATE "C" NOT NULL DEFAULT '',
ADD COLUMN     "version_order" TEXT COLLATE "C" NOT NULL DEFAULT '';

-- The rules of natural-order.ts, for the rows that there are, and for those that servers of the version before go on writing until
-- they are replaced. \x3b is a semicolon: there are programs that take a script apart at each.
CREATE FUNCTION "order_of_numbers"(written text) RETURNS text LANGUAGE sql IMMUTABLE AS '
  SELECT coalesce(string_agg(
    CASE WHEN part[1] ~ ''^[0-9]'' THEN lpad(length(digits)::text, 2, ''0'') || digits ELSE part[1] END, '''' ORDER BY position
  ), '''')
  FROM regexp_matches(written, ''([0-9]+|[^0-9]+)'', ''g'') WITH ORDINALITY AS parts(part, position),
    regexp_replace(part[1], ''^0+(?=[0-9])'', '''') AS digits
';
CREATE FUNCTION "order_of_version"(version text) RETURNS text LANGUAGE sql IMMUTABLE AS '
  SELECT CASE WHEN counted ~ ''^[0-9]'' THEN '''' ELSE '' '' END
    || order_of_numbers(regexp_replace(counted, ''-'', ''!'')) || ''#''
  FROM regexp_replace(regexp_replace(lower(version), ''[+].*$'', ''''), ''^v(?=[0-9])'', '''') AS counted
';
UPDATE "api_key" SET "name_order" = order_of_numbers("name_folded");
UPDATE "executor" SET "name_order" = order_of_numbers("name_folded"), "version_order" = order_of_version("version");

-- CreateIndex
CREATE INDEX "api_key_organization_id_name_order_id_idx" ON "api_key"("organization_id", "name_order", "id");

-- CreateIndex
CREATE INDEX "executor_organization_id_name_order_id_idx" ON "executor"("organization_id", "name_order", "id");

-- CreateIndex
CREATE INDEX "executor_organization_id_version_order_version_idx" ON "executor"("organization_id", "version_order", "version");

-- CreateIndex
CREATE INDEX "executor_organization_id_bound_key_id_name_order_id_idx" ON "executor"("organization_id", "bound_key_id", "name_order", "id");

CREATE FUNCTION "note_key_order"() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  NEW.name_order := order_of_numbers(NEW.name_folded)\x3b
  RETURN NEW\x3b
END';
CREATE TRIGGER "api_key_name_order" BEFORE INSERT ON "api_key"
FOR EACH ROW WHEN (NEW."name_order" = '') EXECUTE FUNCTION "note_key_order"();

CREATE FUNCTION "note_executor_order"() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  NEW.name_order := order_of_numbers(NEW.name_folded)\x3b
  NEW.version_order := order_of_version(NEW.version)\x3b
  RETURN NEW\x3b
END';
CREATE TRIGGER "executor_name_order" BEFORE INSERT ON "executor"
FOR EACH ROW WHEN (NEW."name_order" = '') EXECUTE FUNCTION "note_executor_order"();
CREATE TRIGGER "executor_version_order" BEFORE UPDATE OF "version" ON "executor"
FOR EACH ROW WHEN (NEW."version" <> OLD."version" AND NEW."version_order" = OLD."version_order")
EXECUTE FUNCTION "note_executor_order"();
