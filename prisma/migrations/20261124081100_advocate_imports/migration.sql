-- A file of advocates: its bytes, sealed, until they are read; then its rows, each with what was found. Rows keep no personal data once they are imported.
CREATE TABLE "import_chunk" (
    "shop_id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    CONSTRAINT "import_chunk_pkey" PRIMARY KEY ("shop_id", "task_id", "place"),
    CONSTRAINT "import_chunk_task_fkey" FOREIGN KEY ("shop_id", "task_id") REFERENCES "task"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE "import_row" (
    "shop_id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "advocate_id" UUID NOT NULL,
    "verdict" TEXT NOT NULL,
    "first_line" INTEGER,
    "email_hash" BYTEA,
    "email_sealed" BYTEA,
    "name_sealed" BYTEA,
    "name_search" BYTEA[] NOT NULL DEFAULT '{}',
    "customer_id" TEXT,
    "made_code" TEXT,
    "chosen_code" TEXT,
    "skeleton" TEXT,
    "joined_at" TIMESTAMPTZ(3),
    CONSTRAINT "import_row_pkey" PRIMARY KEY ("shop_id", "task_id", "line"),
    CONSTRAINT "import_row_task_fkey" FOREIGN KEY ("shop_id", "task_id") REFERENCES "task"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "import_row_verdict_idx" ON "import_row"("shop_id", "task_id", "verdict", "line");

-- Whom the merchant enrolled without an account is one advocate by their address, like those who joined by e-mail.
DROP INDEX "advocate_guest_email_key";
CREATE UNIQUE INDEX "advocate_guest_email_key" ON "advocate"("shop_id", "email_hash") WHERE "source" IN ('email', 'merchant') AND "customer_id" IS NULL AND "merged_into" IS NULL;
