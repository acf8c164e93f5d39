-- DropIndex
DROP INDEX "api_key_organization_id_revoked_at_idx";

-- CreateTable
CREATE TABLE "key_refusal" (
    "key_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "executor_name" TEXT NOT NULL,

    CONSTRAINT "key_refusal_pkey" PRIMARY KEY ("key_id")
);

-- CreateTable
CREATE TABLE "minute_sample" (
    "organization_id" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "online" INTEGER NOT NULL,
    "syncs" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,

    CONSTRAINT "minute_sample_pkey" PRIMARY KEY ("organization_id","at")
);

-- CreateIndex
CREATE INDEX "key_refusal_organization_id_at_idx" ON "key_refusal"("organization_id", "at");

-- CreateIndex
CREATE INDEX "minute_sample_at_idx" ON "minute_sample"("at");

-- CreateIndex
CREATE INDEX "api_key_organization_id_revoked_at_expires_at_id_idx" ON "api_key"("organization_id", "revoked_at", "expires_at", "id");

-- CreateIndex
CREATE INDEX "executor_organization_id_bound_key_id_idx" ON "executor"("organization_id", "bound_key_id");

-- CreateIndex
CREATE INDEX "executor_event_organization_id_level_at_idx" ON "executor_event"("organization_id", "level", "at");

-- AddForeignKey
ALTER TABLE "key_refusal" ADD CONSTRAINT "key_refusal_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;
