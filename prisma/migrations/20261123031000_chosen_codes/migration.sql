-- Codes that advocates chose. Each leads to its advocate for ever; the current one is shown. No two of a shop look alike: the skeleton is the key.
CREATE TABLE "chosen_code" (
    "shop_id" UUID NOT NULL,
    "skeleton" TEXT NOT NULL,
    "code" TEXT,
    "advocate_id" UUID NOT NULL,
    "chosen_by" TEXT NOT NULL,
    "chosen_at" TIMESTAMPTZ(3) NOT NULL,
    "current" BOOLEAN NOT NULL,
    CONSTRAINT "chosen_code_pkey" PRIMARY KEY ("shop_id", "skeleton"),
    CONSTRAINT "chosen_code_chosen_by" CHECK ("chosen_by" IN ('advocate', 'merchant')),
    CONSTRAINT "chosen_code_erased" CHECK ("code" IS NOT NULL OR NOT "current"),
    CONSTRAINT "chosen_code_shop_id_advocate_id_fkey" FOREIGN KEY ("shop_id", "advocate_id") REFERENCES "advocate"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "chosen_code_shop_id_advocate_id_idx" ON "chosen_code"("shop_id", "advocate_id");
CREATE UNIQUE INDEX "chosen_code_current_key" ON "chosen_code"("shop_id", "advocate_id") WHERE "current";
