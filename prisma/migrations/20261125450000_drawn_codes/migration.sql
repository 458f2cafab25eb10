-- A code that the app drew for a row of a file may be drawn again; one that stands in the file may not.
ALTER TABLE "import_row" ADD COLUMN "is_drawn" BOOLEAN NOT NULL DEFAULT false;
