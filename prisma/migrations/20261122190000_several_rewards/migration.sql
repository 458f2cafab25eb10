-- A referral may reward the friend, too; an advocate earns bonuses for the nth referral; staff give rewards for no referral at all.
ALTER TABLE "reward"
    ALTER COLUMN "referral_id" DROP NOT NULL,
    ALTER COLUMN "due_at" DROP NOT NULL,
    ADD COLUMN "recipient" TEXT NOT NULL DEFAULT 'advocate',
    ADD COLUMN "purpose" TEXT NOT NULL DEFAULT 'referral',
    ADD COLUMN "milestone" INTEGER,
    ADD COLUMN "customer_id" TEXT,
    ADD COLUMN "program_version" INTEGER,
    ADD COLUMN "tier_from" BIGINT,
    ADD COLUMN "detail" JSONB,
    ADD COLUMN "stands" BOOLEAN NOT NULL DEFAULT true,
    ADD COLUMN "kept" BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN "cap_minor" BIGINT;
UPDATE "reward" w SET "program_version" = r."program_version" FROM "referral" r WHERE r."shop_id" = w."shop_id" AND r."id" = w."referral_id";
ALTER TABLE "reward" ALTER COLUMN "program_version" SET NOT NULL;
ALTER TABLE "reward" DROP CONSTRAINT "reward_value_check";
ALTER TABLE "reward"
    ADD CONSTRAINT "reward_value_check" CHECK (
        ("kind" = 'percentage' AND "percentage" BETWEEN 1 AND 10000)
        OR ("kind" IN ('fixed-amount', 'store-credit', 'gift-card') AND "amount_minor" > 0)
        OR "kind" = 'free-shipping'
        OR ("kind" = 'free-product' AND "detail" IS NOT NULL)),
    ADD CONSTRAINT "reward_recipient_check" CHECK ("recipient" IN ('advocate', 'friend')),
    ADD CONSTRAINT "reward_purpose_check" CHECK (
        ("purpose" = 'referral' AND "referral_id" IS NOT NULL AND "milestone" IS NULL)
        OR ("purpose" = 'milestone' AND "referral_id" IS NULL AND "milestone" IS NOT NULL AND "recipient" = 'advocate')
        OR ("purpose" = 'manual' AND "referral_id" IS NULL AND "milestone" IS NULL));
DROP INDEX "reward_shop_id_referral_id_key";
CREATE UNIQUE INDEX "reward_shop_id_referral_id_recipient_key" ON "reward"("shop_id", "referral_id", "recipient");
CREATE UNIQUE INDEX "reward_shop_id_advocate_id_milestone_key" ON "reward"("shop_id", "advocate_id", "milestone");
-- Store credit is paid in the currency that its owner shops in.
ALTER TABLE "advocate" ADD COLUMN "currency" TEXT;
