-- Each shop says how long its settled messages are kept.
DROP INDEX "delivery_settled_idx";
CREATE INDEX "delivery_settled_idx" ON "delivery"("shop_domain", "settled_at") WHERE "settled_at" IS NOT NULL;
