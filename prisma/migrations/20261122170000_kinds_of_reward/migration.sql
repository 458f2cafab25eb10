-- A reward may be free shipping, or be paid out as store credit or a gift card.
ALTER TABLE "reward" DROP CONSTRAINT "reward_value_check";
ALTER TABLE "reward" ADD CONSTRAINT "reward_value_check" CHECK (
    ("kind" = 'percentage' AND "percentage" BETWEEN 1 AND 10000)
    OR ("kind" IN ('fixed-amount', 'store-credit', 'gift-card') AND "amount_minor" > 0)
    OR "kind" = 'free-shipping');
-- What a payout left behind at Shopify: a store credit transaction or a gift card.
ALTER TABLE "reward" ADD COLUMN "payout_id" TEXT, ADD COLUMN "issuing_since" TIMESTAMPTZ(3);
-- Why a credited referral earned no reward: a limit of the program.
ALTER TABLE "referral" ADD COLUMN "unrewarded_reason" TEXT;
