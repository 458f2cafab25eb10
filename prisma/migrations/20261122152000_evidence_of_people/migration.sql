-- Claims by e-mail, how a link was shared, and the look-ups that join visits and claims with a buyer.
ALTER TABLE "claim" ADD COLUMN "email_hash" BYTEA, ADD COLUMN "device_hash" BYTEA, ADD COLUMN "channel" TEXT;
ALTER TABLE "visit" ADD COLUMN "channel" TEXT, ADD COLUMN "trust" TEXT NOT NULL DEFAULT 'hint';
CREATE INDEX "claim_shop_id_email_hash_idx" ON "claim"("shop_id", "email_hash") WHERE "email_hash" IS NOT NULL;
CREATE INDEX "claim_shop_id_customer_id_idx" ON "claim"("shop_id", "customer_id") WHERE "customer_id" IS NOT NULL;
CREATE INDEX "visit_shop_id_customer_id_idx" ON "visit"("shop_id", "customer_id") WHERE "customer_id" IS NOT NULL;
CREATE INDEX "visit_shop_id_network_hash_idx" ON "visit"("shop_id", "network_hash", "at") WHERE "network_hash" IS NOT NULL;
CREATE INDEX "claim_shop_id_network_hash_idx" ON "claim"("shop_id", "network_hash", "claimed_at") WHERE "network_hash" IS NOT NULL;
