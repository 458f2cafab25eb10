-- Who bought, from where, and what was given back, of every order: what referred and other customers are compared by. NULL: not known, as of every order before.
ALTER TABLE "seen_order"
    ADD COLUMN "buyer_hash" BYTEA,
    ADD COLUMN "country" TEXT,
    ADD COLUMN "refunded_minor" BIGINT,
    ADD COLUMN "paid_currency" TEXT,
    ADD COLUMN "paid_minor" BIGINT;
-- One person's orders: whether they came again, and what is erased with them.
CREATE INDEX "seen_order_buyer_idx" ON "seen_order"("shop_id", "buyer_hash", "placed_at") WHERE "buyer_hash" IS NOT NULL;
