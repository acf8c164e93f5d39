-- CreateTable
CREATE TABLE "enrolment_code" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "executor_name" TEXT,
    "name_pattern" TEXT,
    "executor_kind" TEXT,
    "max_uses" INTEGER NOT NULL,
    "uses" INTEGER NOT NULL,
    "key_expires_in_days" INTEGER,
    "created_at" TIMESTAMP(3) NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,
    "revoked_at" TIMESTAMP(3),

    CONSTRAINT "enrolment_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enrolment_use" (
    "code_id" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "executor_name" TEXT NOT NULL,
    "source_address" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "enrolment_use_pkey" PRIMARY KEY ("code_id","secret_hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "enrolment_code_code_hash_key" ON "enrolment_code"("code_hash");

-- CreateIndex
CREATE INDEX "enrolment_code_organization_id_created_at_id_idx" ON "enrolment_code"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "enrolment_code_expires_at_idx" ON "enrolment_code"("expires_at");

-- CreateIndex
CREATE INDEX "api_key_organization_id_target_executor_name_idx" ON "api_key"("organization_id", "target_executor_name");

-- AddForeignKey
ALTER TABLE "enrolment_code" ADD CONSTRAINT "enrolment_code_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment_use" ADD CONSTRAINT "enrolment_use_code_id_fkey" FOREIGN KEY ("code_id") REFERENCES "enrolment_code"("id") ON DELETE CASCADE ON UPDATE CASCADE;
