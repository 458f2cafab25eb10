-- Customers whom the merchant merged: whoever is named by the old id from now on is the kept customer.
CREATE TABLE "customer_merge" (
    "shop_id" UUID NOT NULL,
    "gone_id" TEXT NOT NULL,
    "kept_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_merge_pkey" PRIMARY KEY ("shop_id", "gone_id")
);

CREATE INDEX "customer_merge_kept_idx" ON "customer_merge" ("shop_id", "kept_id");

-- Where both of them shared, the row of the one who is gone stays with what it earned and leads to the other's.
ALTER TABLE "advocate" ADD COLUMN "merged_into" UUID;
ALTER TABLE "advocate" ADD COLUMN "customer_gone_at" TIMESTAMPTZ(3);
ALTER TABLE "advocate" ADD CONSTRAINT "advocate_merged_into_fkey"
    FOREIGN KEY ("shop_id", "merged_into") REFERENCES "advocate" ("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE INDEX "advocate_merged_into_idx" ON "advocate" ("shop_id", "merged_into") WHERE "merged_into" IS NOT NULL;
