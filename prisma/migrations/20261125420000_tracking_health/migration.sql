-- What Health tells: how many orders Shopify counts beside those that were seen, and what is left of the shop's Admin API budget.
CREATE TABLE "order_count" (
    "shop_id" UUID NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "expected" INTEGER NOT NULL,
    "seen" INTEGER NOT NULL,
    CONSTRAINT "order_count_pkey" PRIMARY KEY ("shop_id"),
    CONSTRAINT "order_count_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE "api_budget" (
    "shop_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "maximum" DOUBLE PRECISION NOT NULL,
    "available" DOUBLE PRECISION NOT NULL,
    "restore_rate" DOUBLE PRECISION NOT NULL,
    "longest_wait_ms" INTEGER NOT NULL,
    "longest_wait_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "api_budget_pkey" PRIMARY KEY ("shop_id"),
    CONSTRAINT "api_budget_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
