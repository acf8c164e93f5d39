-- CreateTable
CREATE TABLE "replica" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "lease_until" DATETIME NOT NULL,
    "acknowledged" BIGINT NOT NULL,
    "renewal" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "invalidation_head" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "number" BIGINT NOT NULL,
    "mark" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "invalidation" (
    "number" BIGINT NOT NULL PRIMARY KEY,
    "mark" TEXT NOT NULL,
    "scope" TEXT NOT NULL
);
