-- DropIndex
DROP INDEX "api_key_organization_id_first_used_at_revoked_at_id_idx";

-- CreateTable
CREATE TABLE "key_last_use" (
    "key_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "key_last_use_pkey" PRIMARY KEY ("key_id")
);

-- Room for a row's next version in its page. Keys themselves move no more.
ALTER TABLE "key_last_use" SET (fillfactor = 80);
ALTER TABLE "api_key" RESET (fillfactor);

-- The uses there are, in the order of the new primary key. When a key was first used was not always kept.
INSERT INTO "key_last_use" ("key_id", "organization_id", "at")
SELECT "id", "organization_id", "last_used_at" FROM "api_key" WHERE "last_used_at" IS NOT NULL ORDER BY "id";
UPDATE "api_key" SET "first_used_at" = "last_used_at" WHERE "first_used_at" IS NULL AND "last_used_at" IS NOT NULL;

-- CreateIndex
CREATE INDEX "key_last_use_organization_id_at_idx" ON "key_last_use"("organization_id", "at");

-- CreateIndex
CREATE INDEX "api_key_organization_id_first_used_at_id_revoked_at_expires_idx" ON "api_key"("organization_id", "first_used_at", "id", "revoked_at", "expires_at");

-- AddForeignKey
ALTER TABLE "key_last_use" ADD CONSTRAINT "key_last_use_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Servers of the version before go on writing last_used_at until they are replaced. \x3b is a semicolon: there are programs
-- that take a script apart at each.
CREATE FUNCTION "note_key_last_use"() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  INSERT INTO key_last_use (key_id, organization_id, at) VALUES (NEW.id, NEW.organization_id, NEW.last_used_at)
  ON CONFLICT (key_id) DO UPDATE SET at = excluded.at WHERE key_last_use.at < excluded.at\x3b
  RETURN NULL\x3b
END';
CREATE TRIGGER "api_key_last_used_at" AFTER UPDATE OF "last_used_at" ON "api_key"
FOR EACH ROW WHEN (NEW."last_used_at" IS NOT NULL) EXECUTE FUNCTION "note_key_last_use"();
