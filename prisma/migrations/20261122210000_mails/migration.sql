-- The outbox: an e-mail is written down in the transaction that made it necessary, once for each fact, and sent by a job.
CREATE TABLE "mail" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reward_id" UUID NOT NULL,
    "turn" INTEGER NOT NULL,
    "detail" JSONB,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "answer" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "sending_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    CONSTRAINT "mail_pkey" PRIMARY KEY ("shop_id", "id"),
    CONSTRAINT "mail_state_check" CHECK ("state" IN ('waiting', 'sending', 'sent', 'refused', 'in-doubt', 'failed', 'not-sent'))
);
CREATE UNIQUE INDEX "mail_shop_id_key_key" ON "mail"("shop_id", "key");
CREATE INDEX "mail_shop_id_reward_id_idx" ON "mail"("shop_id", "reward_id");
CREATE INDEX "mail_shop_id_created_at_idx" ON "mail"("shop_id", "created_at" DESC);
-- What a lost job left behind is found without reading the whole outbox.
CREATE INDEX "mail_open_idx" ON "mail"("shop_id", "due_at") WHERE "state" IN ('waiting', 'sending');
ALTER TABLE "mail" ADD CONSTRAINT "mail_shop_id_reward_id_fkey" FOREIGN KEY ("shop_id", "reward_id")
    REFERENCES "reward"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- Where customers reach the shop: replies to its e-mails go there.
ALTER TABLE "shop" ADD COLUMN "contact_email" TEXT;
