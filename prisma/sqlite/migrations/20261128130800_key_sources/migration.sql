-- CreateTable
CREATE TABLE "key_source" (
    "key_id" TEXT NOT NULL,
    "executor_name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "network" TEXT NOT NULL,
    "first_at" DATETIME NOT NULL,
    "last_at" DATETIME NOT NULL,
    "uses" INTEGER NOT NULL,

    PRIMARY KEY ("key_id", "executor_name", "address"),
    CONSTRAINT "key_source_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "api_key" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "key_try" (
    "key_id" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "executor_name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "host" TEXT,
    "version" TEXT NOT NULL,
    "tries" INTEGER NOT NULL,

    PRIMARY KEY ("key_id", "at", "executor_name", "address"),
    CONSTRAINT "key_try_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "api_key" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "hour_count" (
    "subject_id" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "organization_id" TEXT NOT NULL,
    "syncs" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,

    PRIMARY KEY ("subject_id", "at")
);

-- CreateIndex
CREATE INDEX "key_try_at_idx" ON "key_try"("at");

-- CreateIndex
CREATE INDEX "hour_count_at_idx" ON "hour_count"("at");
