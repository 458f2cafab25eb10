-- A claim gives a code of its own, the advocate's shared code, or the promise of a payout after the purchase.
ALTER TABLE "claim"
    ALTER COLUMN "offer_code" DROP NOT NULL,
    ADD COLUMN "gives" TEXT NOT NULL DEFAULT 'code',
    ADD COLUMN "pool_id" UUID,
    ADD COLUMN "redeem_code_id" TEXT,
    ADD COLUMN "trouble" TEXT,
    ADD COLUMN "renewals" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "renewed_at" TIMESTAMPTZ(3),
    ADD COLUMN "offer_code_before" TEXT;
ALTER TABLE "claim" ADD CONSTRAINT "claim_shop_id_pool_id_fkey" FOREIGN KEY ("shop_id", "pool_id")
    REFERENCES "discount_pool"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "claim_pool_idx" ON "claim"("shop_id", "pool_id") WHERE "pool_id" IS NOT NULL;
CREATE INDEX "claim_discount_idx" ON "claim"("shop_id", "discount_id") WHERE "discount_id" IS NOT NULL;
-- A code that the merchant took away may still be on an order of before.
CREATE UNIQUE INDEX "claim_offer_code_before_key" ON "claim"("shop_id", "offer_code_before") WHERE "offer_code_before" IS NOT NULL;
