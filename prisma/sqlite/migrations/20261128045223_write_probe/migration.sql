-- CreateTable
CREATE TABLE "write_probe" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "filler" TEXT NOT NULL
);
