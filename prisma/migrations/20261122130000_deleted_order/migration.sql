-- A deletion may arrive before its order, which must not be credited then.
CREATE TABLE "deleted_order" (
    "shop_id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deleted_order_pkey" PRIMARY KEY ("shop_id","order_id")
);
CREATE INDEX "deleted_order_shop_id_at_idx" ON "deleted_order"("shop_id", "at");
