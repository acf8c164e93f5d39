-- CreateTable
CREATE TABLE "write_probe" (
    "id" INTEGER NOT NULL,
    "filler" TEXT NOT NULL,

    CONSTRAINT "write_probe_pkey" PRIMARY KEY ("id")
);
