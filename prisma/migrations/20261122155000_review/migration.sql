-- A credit may be held until staff has looked.
ALTER TABLE "buyer_order" DROP CONSTRAINT "buyer_order_outcome_check";
ALTER TABLE "buyer_order" ADD CONSTRAINT "buyer_order_outcome_check" CHECK ("outcome" IN ('credited', 'review', 'not-credited'));
ALTER TABLE "buyer_order"
    ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'order',
    ADD COLUMN "score" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "network_hash" BYTEA,
    ADD COLUMN "review_due_at" TIMESTAMPTZ(3);
ALTER TABLE "buyer_order" ADD CONSTRAINT "buyer_order_kind_check" CHECK ("kind" IN ('order', 'sign-up'));
CREATE INDEX "buyer_order_review_idx" ON "buyer_order"("shop_id", "placed_at", "order_id") WHERE "outcome" = 'review';
CREATE INDEX "buyer_order_review_due_idx" ON "buyer_order"("review_due_at") WHERE "review_due_at" IS NOT NULL;
CREATE INDEX "buyer_order_network_idx" ON "buyer_order"("shop_id", "network_hash", "placed_at") WHERE "network_hash" IS NOT NULL AND "outcome" = 'credited';
ALTER TABLE "referral" DROP CONSTRAINT "referral_state_check";
ALTER TABLE "referral" ADD CONSTRAINT "referral_state_check" CHECK ("state" IN ('credited', 'held', 'reversed'));
ALTER TABLE "finding" ADD COLUMN "points" INTEGER NOT NULL DEFAULT 0;
