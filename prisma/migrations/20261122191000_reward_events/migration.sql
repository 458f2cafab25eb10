-- What happened to a reward that its state and the ledger do not tell.
CREATE TABLE "reward_event" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "reward_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT,
    "note" TEXT,
    "detail" JSONB,
    CONSTRAINT "reward_event_pkey" PRIMARY KEY ("shop_id", "id")
);
CREATE INDEX "reward_event_shop_id_reward_id_at_idx" ON "reward_event"("shop_id", "reward_id", "at");
ALTER TABLE "reward_event" ADD CONSTRAINT "reward_event_shop_id_reward_id_fkey" FOREIGN KEY ("shop_id", "reward_id")
    REFERENCES "reward"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
