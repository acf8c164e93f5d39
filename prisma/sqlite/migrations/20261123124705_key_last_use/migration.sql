-- DropIndex
DROP INDEX "api_key_organization_id_first_used_at_revoked_at_id_idx";

-- CreateTable
CREATE TABLE "key_last_use" (
    "key_id" TEXT NOT NULL PRIMARY KEY,
    "organization_id" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "key_last_use_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "api_key" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- The uses there are, in the order of the new primary key. When a key was first used was not always kept.
INSERT INTO "key_last_use" ("key_id", "organization_id", "at")
SELECT "id", "organization_id", "last_used_at" FROM "api_key" WHERE "last_used_at" IS NOT NULL ORDER BY "id";
UPDATE "api_key" SET "first_used_at" = "last_used_at" WHERE "first_used_at" IS NULL AND "last_used_at" IS NOT NULL;

-- CreateIndex
CREATE INDEX "key_last_use_organization_id_at_idx" ON "key_last_use"("organization_id", "at");

-- CreateIndex
CREATE INDEX "api_key_organization_id_first_used_at_id_revoked_at_expires_at_idx" ON "api_key"("organization_id", "first_used_at", "id", "revoked_at", "expires_at");
