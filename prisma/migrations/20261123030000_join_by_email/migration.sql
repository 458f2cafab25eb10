-- Joining by e-mail: what was asked for, confirmed and sent. An e-mail is about a reward or about a request to join.
CREATE TABLE "email_join" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email_hash" BYTEA NOT NULL,
    "email_sealed" BYTEA NOT NULL,
    "network_hash" BYTEA,
    "locale" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "advocate_id" UUID,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    CONSTRAINT "email_join_pkey" PRIMARY KEY ("shop_id", "id"),
    CONSTRAINT "email_join_confirmed" CHECK (("confirmed_at" IS NULL) = ("advocate_id" IS NULL)),
    CONSTRAINT "email_join_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "email_join_shop_id_advocate_id_fkey" FOREIGN KEY ("shop_id", "advocate_id") REFERENCES "advocate"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "email_join_shop_id_token_hash_key" ON "email_join"("shop_id", "token_hash");
CREATE UNIQUE INDEX "email_join_shop_id_key_hash_key" ON "email_join"("shop_id", "key_hash");
CREATE INDEX "email_join_shop_id_email_hash_asked_at_idx" ON "email_join"("shop_id", "email_hash", "asked_at" DESC);
CREATE INDEX "email_join_shop_id_network_hash_asked_at_idx" ON "email_join"("shop_id", "network_hash", "asked_at" DESC);
CREATE INDEX "email_join_shop_id_advocate_id_idx" ON "email_join"("shop_id", "advocate_id");

ALTER TABLE "mail" ALTER COLUMN "reward_id" DROP NOT NULL, ADD COLUMN "join_id" UUID;
ALTER TABLE "mail" ADD CONSTRAINT "mail_about_one" CHECK (num_nonnulls("reward_id", "join_id") = 1);
ALTER TABLE "mail" ADD CONSTRAINT "mail_shop_id_join_id_fkey" FOREIGN KEY ("shop_id", "join_id") REFERENCES "email_join"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "mail_shop_id_join_id_idx" ON "mail"("shop_id", "join_id");

-- Whoever joins by e-mail is one advocate, however often they confirm at once.
CREATE UNIQUE INDEX "advocate_guest_email_key" ON "advocate"("shop_id", "email_hash") WHERE "source" = 'email' AND "customer_id" IS NULL;
