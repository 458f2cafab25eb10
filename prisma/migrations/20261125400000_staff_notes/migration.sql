-- What members of staff write down about an advocate or an order, for each other; of a block, why.
CREATE TABLE "staff_note" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "advocate_id" UUID,
    "order_id" TEXT,
    "text_sealed" BYTEA NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3),
    CONSTRAINT "staff_note_pkey" PRIMARY KEY ("shop_id", "id"),
    CONSTRAINT "staff_note_kind" CHECK ("kind" IN ('note', 'blocked')),
    CONSTRAINT "staff_note_about" CHECK (num_nonnulls("advocate_id", "order_id") = 1),
    CONSTRAINT "staff_note_advocate_fkey" FOREIGN KEY ("shop_id", "advocate_id") REFERENCES "advocate"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "staff_note_order_fkey" FOREIGN KEY ("shop_id", "order_id") REFERENCES "buyer_order"("shop_id", "order_id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "staff_note_advocate_idx" ON "staff_note"("shop_id", "advocate_id", "at" DESC);
CREATE INDEX "staff_note_order_idx" ON "staff_note"("shop_id", "order_id", "at" DESC);
