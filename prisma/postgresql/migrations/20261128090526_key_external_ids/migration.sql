-- CreateTable
CREATE TABLE "key_external_id" (
    "organization_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,

    CONSTRAINT "key_external_id_pkey" PRIMARY KEY ("organization_id","external_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "key_external_id_key_id_key" ON "key_external_id"("key_id");

-- AddForeignKey
ALTER TABLE "key_external_id" ADD CONSTRAINT "key_external_id_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;
