-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "labels" TEXT NOT NULL DEFAULT '{}',
ADD COLUMN     "owner_id" TEXT;

-- AlterTable
ALTER TABLE "executor" ADD COLUMN     "labels" TEXT NOT NULL DEFAULT '{}',
ADD COLUMN     "note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "note_folded" TEXT NOT NULL DEFAULT '';

-- Until now keys had no owner. It is the creator, if they are a member still. Before the index, so that rows can stay
-- where they are.
UPDATE "api_key" SET "owner_id" = m."id" FROM "member" m
WHERE m."organization_id" = "api_key"."organization_id" AND m."user_id" = "api_key"."created_by_id";

-- CreateTable
CREATE TABLE "key_label" (
    "key_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "label" TEXT NOT NULL,

    CONSTRAINT "key_label_pkey" PRIMARY KEY ("key_id","name")
);

-- CreateTable
CREATE TABLE "executor_label" (
    "executor_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "label" TEXT NOT NULL,

    CONSTRAINT "executor_label_pkey" PRIMARY KEY ("executor_id","name")
);

-- CreateIndex
CREATE INDEX "key_label_organization_id_label_key_id_idx" ON "key_label"("organization_id", "label", "key_id");

-- CreateIndex
CREATE INDEX "executor_label_organization_id_label_executor_id_idx" ON "executor_label"("organization_id", "label", "executor_id");

-- CreateIndex
CREATE INDEX "api_key_owner_id_organization_id_revoked_at_expires_at_id_idx" ON "api_key"("owner_id", "organization_id", "revoked_at", "expires_at", "id");

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "key_label" ADD CONSTRAINT "key_label_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "executor_label" ADD CONSTRAINT "executor_label_executor_id_fkey" FOREIGN KEY ("executor_id") REFERENCES "executor"("id") ON DELETE CASCADE ON UPDATE CASCADE;
