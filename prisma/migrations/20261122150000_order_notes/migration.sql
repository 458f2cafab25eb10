-- What is told about an order beside its own state, by Shopify, staff or the friend; it may arrive before the order.
CREATE TABLE "order_note" (
    "shop_id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_note_pkey" PRIMARY KEY ("shop_id","order_id","kind","key"),
    CONSTRAINT "order_note_kind_check" CHECK ("kind" IN ('risk', 'dispute', 'verdict', 'assignment', 'answer', 'journey'))
);
CREATE INDEX "order_note_shop_id_at_idx" ON "order_note"("shop_id", "at");
