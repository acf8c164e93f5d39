-- Not the table anew, as the engine would have it: a column with a constant default is added in place, and the triggers stay.
ALTER TABLE "api_key" ADD COLUMN "note" TEXT NOT NULL DEFAULT '';
