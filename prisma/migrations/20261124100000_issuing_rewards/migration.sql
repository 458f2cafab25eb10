-- How many rewards are between two states at Shopify is asked every few seconds, for all shops at once; there are only ever a few.
CREATE INDEX "reward_issuing_idx" ON "reward"("shop_id") WHERE "state" = 'issuing';
