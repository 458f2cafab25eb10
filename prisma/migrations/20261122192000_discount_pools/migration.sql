-- Codes of one value, with the same terms and end, share one discount in Shopify.
CREATE TABLE "discount_pool" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "seed_code" TEXT NOT NULL,
    "discount_id" TEXT,
    "trouble" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "discount_pool_pkey" PRIMARY KEY ("shop_id", "id")
);
CREATE UNIQUE INDEX "discount_pool_shop_id_key_key" ON "discount_pool"("shop_id", "key");
ALTER TABLE "reward" ADD COLUMN "pool_id" UUID, ADD COLUMN "redeem_code_id" TEXT, ADD COLUMN "trouble" TEXT;
ALTER TABLE "reward" ADD CONSTRAINT "reward_shop_id_pool_id_fkey" FOREIGN KEY ("shop_id", "pool_id")
    REFERENCES "discount_pool"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "reward_shop_id_discount_id_idx" ON "reward"("shop_id", "discount_id") WHERE "discount_id" IS NOT NULL;
