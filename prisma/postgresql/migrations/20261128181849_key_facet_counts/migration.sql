-- CreateTable
CREATE TABLE "key_facet_count" (
    "id" BIGSERIAL NOT NULL,
    "organization_id" TEXT NOT NULL,
    "facet" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "keys" INTEGER NOT NULL,

    CONSTRAINT "key_facet_count_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "key_facet_count_organization_id_facet_value_keys_idx" ON "key_facet_count"("organization_id", "facet", "value", "keys");

-- Rows are only added, so that two changes of keys never wait for each other here. Triggers, because the database itself takes
-- the owner away from the keys of a member who leaves, and servers of the version before write keys until they are replaced.
-- \x3b is a semicolon: there are programs that take a script apart at each.
CREATE FUNCTION "count_keys_by_facet"() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  INSERT INTO key_facet_count (organization_id, facet, value, keys)
  SELECT organization_id, facet, value, CASE TG_OP WHEN ''INSERT'' THEN count(*) ELSE -count(*) END
  FROM (
    SELECT organization_id, ''creator'' AS facet, created_by_id AS value FROM changed WHERE created_by_id IS NOT NULL
    UNION ALL SELECT organization_id, ''owner'', coalesce(owner_id, ''none'') FROM changed
  ) AS counted GROUP BY 1, 2, 3\x3b
  RETURN NULL\x3b
END';
CREATE FUNCTION "count_keys_by_label"() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  INSERT INTO key_facet_count (organization_id, facet, value, keys)
  SELECT organization_id, ''label'', label, CASE TG_OP WHEN ''INSERT'' THEN count(*) ELSE -count(*) END
  FROM changed GROUP BY 1, 3\x3b
  RETURN NULL\x3b
END';
CREATE FUNCTION "count_key_of_new_owner"() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  INSERT INTO key_facet_count (organization_id, facet, value, keys) VALUES
    (OLD.organization_id, ''owner'', coalesce(OLD.owner_id, ''none''), -1),
    (NEW.organization_id, ''owner'', coalesce(NEW.owner_id, ''none''), 1)\x3b
  RETURN NULL\x3b
END';

CREATE TRIGGER "api_key_added" AFTER INSERT ON "api_key"
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "count_keys_by_facet"();
CREATE TRIGGER "api_key_deleted" AFTER DELETE ON "api_key"
REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "count_keys_by_facet"();
CREATE TRIGGER "api_key_owner" AFTER UPDATE OF "owner_id" ON "api_key"
FOR EACH ROW WHEN (OLD."owner_id" IS DISTINCT FROM NEW."owner_id") EXECUTE FUNCTION "count_key_of_new_owner"();
CREATE TRIGGER "key_label_added" AFTER INSERT ON "key_label"
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "count_keys_by_label"();
CREATE TRIGGER "key_label_deleted" AFTER DELETE ON "key_label"
REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "count_keys_by_label"();

-- The keys that there are. The triggers, made before, hold back who would write meanwhile.
INSERT INTO "key_facet_count" ("organization_id", "facet", "value", "keys")
SELECT "organization_id", 'creator', "created_by_id", count(*) FROM "api_key" WHERE "created_by_id" IS NOT NULL GROUP BY 1, 3;
INSERT INTO "key_facet_count" ("organization_id", "facet", "value", "keys")
SELECT "organization_id", 'owner', coalesce("owner_id", 'none'), count(*) FROM "api_key" GROUP BY 1, 3;
INSERT INTO "key_facet_count" ("organization_id", "facet", "value", "keys")
SELECT "organization_id", 'label', "label", count(*) FROM "key_label" GROUP BY 1, 3;
