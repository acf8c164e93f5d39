-- CreateTable
CREATE TABLE "management_key" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "scopes" TEXT NOT NULL,
    "cidrs" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,
    "revoked_at" TIMESTAMP(3),
    "last_used_at" TIMESTAMP(3),
    "last_used_from" TEXT,

    CONSTRAINT "management_key_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "management_key_secret_hash_key" ON "management_key"("secret_hash");

-- CreateIndex
CREATE INDEX "management_key_organization_id_created_at_id_idx" ON "management_key"("organization_id", "created_at", "id");

-- AddForeignKey
ALTER TABLE "management_key" ADD CONSTRAINT "management_key_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;
