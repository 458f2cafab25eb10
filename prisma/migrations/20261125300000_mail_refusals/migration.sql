-- Who wants no more of the e-mails that one can do without.
CREATE TABLE "mail_refusal" (
    "shop_id" UUID NOT NULL,
    "email_hash" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "mail_refusal_pkey" PRIMARY KEY ("shop_id", "email_hash"),
    CONSTRAINT "mail_refusal_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
-- Codes that end soon.
CREATE INDEX "reward_ending_idx" ON "reward"("shop_id", "expires_at") WHERE "state" = 'issued';
