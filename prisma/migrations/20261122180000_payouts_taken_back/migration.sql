-- One payout or return belongs to one reward; while a try may be under way at Shopify, no other begins.
ALTER TABLE "reward"
    ADD COLUMN "payout_lease" TIMESTAMPTZ(3),
    ADD COLUMN "return_id" TEXT,
    ADD COLUMN "return_minor" BIGINT,
    ADD COLUMN "return_since" TIMESTAMPTZ(3);
CREATE UNIQUE INDEX "reward_shop_id_payout_id_key" ON "reward"("shop_id", "payout_id");
CREATE UNIQUE INDEX "reward_shop_id_return_id_key" ON "reward"("shop_id", "return_id");
