-- CreateTable
CREATE TABLE "management_key" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "scopes" TEXT NOT NULL,
    "cidrs" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "expires_at" DATETIME NOT NULL,
    "revoked_at" DATETIME,
    "last_used_at" DATETIME,
    "last_used_from" TEXT,
    CONSTRAINT "management_key_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "management_key_secret_hash_key" ON "management_key"("secret_hash");

-- CreateIndex
CREATE INDEX "management_key_organization_id_created_at_id_idx" ON "management_key"("organization_id", "created_at", "id");
