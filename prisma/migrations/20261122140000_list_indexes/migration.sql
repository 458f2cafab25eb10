-- What the lists of the admin search, count and sort by.
CREATE INDEX "buyer_order_shop_id_name_idx" ON "buyer_order"("shop_id", "name");
CREATE INDEX "referral_shop_id_state_idx" ON "referral"("shop_id", "state");
CREATE INDEX "reward_shop_id_advocate_id_created_at_idx" ON "reward"("shop_id", "advocate_id", "created_at" DESC);
CREATE INDEX "reward_failing_idx" ON "reward"("shop_id") WHERE "last_error" IS NOT NULL;

-- A friend is looked up by e-mail address; erasing a person finds their orders by the same expression.
CREATE INDEX "buyer_order_friend_email_idx" ON "buyer_order"("shop_id", ("facts" #>> '{buyer,emailHash}'));

-- What each advocate brought is summed from this index alone: the rows themselves are large.
CREATE INDEX "buyer_order_credited_idx" ON "buyer_order"("shop_id", "order_id")
    INCLUDE ("advocate_id", "currency", "total_minor", "refunded_minor") WHERE "outcome" = 'credited';
