-- CreateTable
CREATE TABLE "key_external_id" (
    "organization_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,

    PRIMARY KEY ("organization_id", "external_id"),
    CONSTRAINT "key_external_id_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "api_key" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "key_external_id_key_id_key" ON "key_external_id"("key_id");
