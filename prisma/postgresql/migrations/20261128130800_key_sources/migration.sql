-- CreateTable
CREATE TABLE "key_source" (
    "key_id" TEXT NOT NULL,
    "executor_name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "network" TEXT NOT NULL,
    "first_at" TIMESTAMP(3) NOT NULL,
    "last_at" TIMESTAMP(3) NOT NULL,
    "uses" INTEGER NOT NULL,

    CONSTRAINT "key_source_pkey" PRIMARY KEY ("key_id","executor_name","address")
);

-- CreateTable
CREATE TABLE "key_try" (
    "key_id" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "executor_name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "host" TEXT,
    "version" TEXT NOT NULL,
    "tries" INTEGER NOT NULL,

    CONSTRAINT "key_try_pkey" PRIMARY KEY ("key_id","at","executor_name","address")
);

-- CreateTable
CREATE TABLE "hour_count" (
    "subject_id" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "organization_id" TEXT NOT NULL,
    "syncs" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,

    CONSTRAINT "hour_count_pkey" PRIMARY KEY ("subject_id","at")
);

-- CreateIndex
CREATE INDEX "key_try_at_idx" ON "key_try"("at");

-- CreateIndex
CREATE INDEX "hour_count_at_idx" ON "hour_count"("at");

-- AddForeignKey
ALTER TABLE "key_source" ADD CONSTRAINT "key_source_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "key_try" ADD CONSTRAINT "key_try_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;
