-- One code per advocate that works for everybody who learns of it. Its text is the advocate's referral code.
CREATE TABLE "shared_code" (
    "shop_id" UUID NOT NULL,
    "advocate_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "turn" INTEGER NOT NULL DEFAULT 1,
    "wanted" TEXT,
    "state" TEXT NOT NULL,
    "program_version" INTEGER NOT NULL,
    "discount_id" TEXT,
    "tried_at" TIMESTAMPTZ(3),
    "trouble" TEXT,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "shared_code_pkey" PRIMARY KEY ("shop_id", "advocate_id")
);
CREATE UNIQUE INDEX "shared_code_shop_id_code_key" ON "shared_code"("shop_id", "code");
CREATE INDEX "shared_code_discount_idx" ON "shared_code"("shop_id", "discount_id") WHERE "discount_id" IS NOT NULL;
ALTER TABLE "shared_code" ADD CONSTRAINT "shared_code_shop_id_advocate_id_fkey" FOREIGN KEY ("shop_id", "advocate_id")
    REFERENCES "advocate"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
-- Whose shared code an order used: many uses by people who never claimed are a leak.
ALTER TABLE "buyer_order" ADD COLUMN "shared_code_of" UUID;
CREATE INDEX "buyer_order_shared_code_idx" ON "buyer_order"("shop_id", "shared_code_of", "placed_at") WHERE "shared_code_of" IS NOT NULL;
