-- Renewals count in a link's daily budget; Shopify names the codes that a merchant removed by their ids.
CREATE INDEX "claim_renewed_idx" ON "claim"("shop_id", "advocate_id", "renewed_at") WHERE "renewed_at" IS NOT NULL;
CREATE INDEX "claim_redeem_code_idx" ON "claim"("shop_id", "redeem_code_id") WHERE "redeem_code_id" IS NOT NULL;
