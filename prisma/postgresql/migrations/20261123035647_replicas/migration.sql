-- CreateTable
CREATE TABLE "replica" (
    "id" TEXT NOT NULL,
    "lease_until" TIMESTAMP(3) NOT NULL,
    "acknowledged" BIGINT NOT NULL,
    "renewal" BIGINT NOT NULL,

    CONSTRAINT "replica_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invalidation_head" (
    "id" INTEGER NOT NULL,
    "number" BIGINT NOT NULL,
    "mark" TEXT NOT NULL,

    CONSTRAINT "invalidation_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invalidation" (
    "number" BIGINT NOT NULL,
    "mark" TEXT NOT NULL,
    "scope" TEXT NOT NULL,

    CONSTRAINT "invalidation_pkey" PRIMARY KEY ("number")
);
