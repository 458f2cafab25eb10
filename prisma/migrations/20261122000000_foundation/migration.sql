-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "isOnline" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMPTZ(3),
    "accessToken" TEXT NOT NULL,
    "userId" BIGINT,
    "firstName" TEXT,
    "lastName" TEXT,
    "email" TEXT,
    "accountOwner" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "collaborator" BOOLEAN DEFAULT false,
    "emailVerified" BOOLEAN DEFAULT false,
    "refreshToken" TEXT,
    "refreshTokenExpires" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shop" (
    "id" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "shopify_id" TEXT,
    "name" TEXT NOT NULL,
    "storefront_url" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "plan" TEXT,
    "state" TEXT NOT NULL DEFAULT 'installed',
    "scopes" TEXT NOT NULL DEFAULT '',
    "personal_key" BYTEA NOT NULL,
    "proxy_path" TEXT NOT NULL DEFAULT '/apps/vouchsafe',
    "embed_seen_at" TIMESTAMPTZ(3),
    "guide_hidden_at" TIMESTAMPTZ(3),
    "reconciled_to" TIMESTAMPTZ(3),
    "installed_at" TIMESTAMPTZ(3) NOT NULL,
    "uninstalled_at" TIMESTAMPTZ(3),

    CONSTRAINT "shop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "program" (
    "shop_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "program_pkey" PRIMARY KEY ("shop_id","version")
);

-- CreateTable
CREATE TABLE "advocate" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "customer_id" TEXT,
    "email_hash" BYTEA,
    "name_sealed" BYTEA,
    "email_sealed" BYTEA,
    "name_search" BYTEA[],
    "state" TEXT NOT NULL DEFAULT 'active',
    "source" TEXT NOT NULL,
    "enrolled_at" TIMESTAMPTZ(3) NOT NULL,
    "link_written_at" TIMESTAMPTZ(3),

    CONSTRAINT "advocate_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "visit" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "advocate_id" UUID,
    "code" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "landing_path" TEXT NOT NULL,
    "referrer_host" TEXT,
    "network_hash" BYTEA,
    "device_hash" BYTEA,
    "customer_id" TEXT,

    CONSTRAINT "visit_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "claim" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "advocate_id" UUID NOT NULL,
    "program_version" INTEGER NOT NULL,
    "offer_code" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'minting',
    "discount_id" TEXT,
    "network_hash" BYTEA,
    "customer_id" TEXT,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "claim_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "shop_domain" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "event_id" TEXT,
    "topic" TEXT NOT NULL,
    "api_version" TEXT NOT NULL,
    "triggered_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "body" BYTEA,
    "body_hash" BYTEA NOT NULL,
    "source" TEXT NOT NULL DEFAULT 'webhook',
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("shop_domain","id")
);

-- CreateTable
CREATE TABLE "buyer_order" (
    "shop_id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "source_version" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "refunded_minor" BIGINT NOT NULL DEFAULT 0,
    "presentment" JSONB,
    "cancelled_at" TIMESTAMPTZ(3),
    "facts" JSONB NOT NULL,
    "decision" JSONB NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "program_version" INTEGER NOT NULL,
    "advocate_id" UUID,
    "customer_id" TEXT,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "buyer_order_pkey" PRIMARY KEY ("shop_id","order_id")
);

-- CreateTable
CREATE TABLE "order_refund" (
    "shop_id" UUID NOT NULL,
    "refund_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_refund_pkey" PRIMARY KEY ("shop_id","refund_id")
);

-- CreateTable
CREATE TABLE "known_buyer" (
    "shop_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "first_order_id" TEXT NOT NULL,
    "first_order_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "known_buyer_pkey" PRIMARY KEY ("shop_id","kind","hash")
);

-- CreateTable
CREATE TABLE "referral" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "advocate_id" UUID NOT NULL,
    "friend_key" BYTEA,
    "program_version" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'credited',
    "credited_at" TIMESTAMPTZ(3) NOT NULL,
    "reversed_at" TIMESTAMPTZ(3),
    "reversed_reason" TEXT,

    CONSTRAINT "referral_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "reward" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "referral_id" UUID NOT NULL,
    "advocate_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "percentage" INTEGER,
    "amount_minor" BIGINT,
    "currency" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "code" TEXT,
    "discount_id" TEXT,
    "issued_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "redeemed_at" TIMESTAMPTZ(3),
    "redeemed_on" TEXT,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_reason" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reward_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "shop_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "input_hash" BYTEA NOT NULL,
    "reward_id" UUID NOT NULL,
    "from_account" TEXT NOT NULL,
    "to_account" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("shop_id","key")
);

-- CreateTable
CREATE TABLE "finding" (
    "shop_id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "check" TEXT NOT NULL,
    "grade" TEXT NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("shop_id","order_id","check")
);

-- CreateTable
CREATE TABLE "data_request" (
    "shop_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "customer_id" TEXT,
    "email_hash" BYTEA,
    "order_ids" TEXT[],
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "data_request_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateIndex
CREATE INDEX "session_shop_idx" ON "session"("shop");

-- CreateIndex
CREATE UNIQUE INDEX "shop_domain_key" ON "shop"("domain");

-- CreateIndex
CREATE INDEX "advocate_shop_id_email_hash_idx" ON "advocate"("shop_id", "email_hash");

-- CreateIndex
CREATE INDEX "advocate_shop_id_enrolled_at_idx" ON "advocate"("shop_id", "enrolled_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "advocate_shop_id_code_key" ON "advocate"("shop_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "advocate_shop_id_customer_id_key" ON "advocate"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "visit_shop_id_advocate_id_at_idx" ON "visit"("shop_id", "advocate_id", "at" DESC);

-- CreateIndex
CREATE INDEX "visit_shop_id_at_idx" ON "visit"("shop_id", "at" DESC);

-- CreateIndex
CREATE INDEX "claim_shop_id_advocate_id_claimed_at_idx" ON "claim"("shop_id", "advocate_id", "claimed_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "claim_shop_id_offer_code_key" ON "claim"("shop_id", "offer_code");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_shop_domain_webhook_id_key" ON "delivery"("shop_domain", "webhook_id");

-- CreateIndex
CREATE INDEX "buyer_order_shop_id_placed_at_order_id_idx" ON "buyer_order"("shop_id", "placed_at" DESC, "order_id");

-- CreateIndex
CREATE INDEX "buyer_order_shop_id_advocate_id_placed_at_idx" ON "buyer_order"("shop_id", "advocate_id", "placed_at" DESC);

-- CreateIndex
CREATE INDEX "buyer_order_shop_id_customer_id_idx" ON "buyer_order"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "order_refund_shop_id_order_id_idx" ON "order_refund"("shop_id", "order_id");

-- CreateIndex
CREATE INDEX "referral_shop_id_advocate_id_credited_at_idx" ON "referral"("shop_id", "advocate_id", "credited_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "referral_shop_id_order_id_key" ON "referral"("shop_id", "order_id");

-- CreateIndex
CREATE UNIQUE INDEX "referral_shop_id_friend_key_key" ON "referral"("shop_id", "friend_key");

-- CreateIndex
CREATE INDEX "reward_shop_id_state_due_at_idx" ON "reward"("shop_id", "state", "due_at");

-- CreateIndex
CREATE INDEX "reward_shop_id_created_at_idx" ON "reward"("shop_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "reward_shop_id_referral_id_key" ON "reward"("shop_id", "referral_id");

-- CreateIndex
CREATE UNIQUE INDEX "reward_shop_id_code_key" ON "reward"("shop_id", "code");

-- CreateIndex
CREATE INDEX "ledger_entry_shop_id_reward_id_idx" ON "ledger_entry"("shop_id", "reward_id");

-- CreateIndex
CREATE INDEX "ledger_entry_shop_id_at_idx" ON "ledger_entry"("shop_id", "at");

-- AddForeignKey
ALTER TABLE "program" ADD CONSTRAINT "program_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "advocate" ADD CONSTRAINT "advocate_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_shop_id_advocate_id_fkey" FOREIGN KEY ("shop_id", "advocate_id") REFERENCES "advocate"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral" ADD CONSTRAINT "referral_shop_id_advocate_id_fkey" FOREIGN KEY ("shop_id", "advocate_id") REFERENCES "advocate"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral" ADD CONSTRAINT "referral_shop_id_order_id_fkey" FOREIGN KEY ("shop_id", "order_id") REFERENCES "buyer_order"("shop_id", "order_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reward" ADD CONSTRAINT "reward_shop_id_advocate_id_fkey" FOREIGN KEY ("shop_id", "advocate_id") REFERENCES "advocate"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reward" ADD CONSTRAINT "reward_shop_id_referral_id_fkey" FOREIGN KEY ("shop_id", "referral_id") REFERENCES "referral"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_shop_id_reward_id_fkey" FOREIGN KEY ("shop_id", "reward_id") REFERENCES "reward"("shop_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_shop_id_order_id_fkey" FOREIGN KEY ("shop_id", "order_id") REFERENCES "buyer_order"("shop_id", "order_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_request" ADD CONSTRAINT "data_request_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What schema.prisma cannot say.

-- The worker claims waiting deliveries oldest first; settled ones must not slow it down.
CREATE INDEX "delivery_waiting_idx" ON "delivery"("due_at", "shop_domain", "id") WHERE "state" = 'waiting';
CREATE INDEX "delivery_dead_idx" ON "delivery"("shop_domain", "id" DESC) WHERE "state" = 'dead';
CREATE INDEX "delivery_settled_idx" ON "delivery"("settled_at") WHERE "settled_at" IS NOT NULL;
-- The same event, topic and content under a new webhook id is the same news.
CREATE UNIQUE INDEX "delivery_event_key" ON "delivery"("shop_domain", "topic", "event_id", "body_hash") WHERE "event_id" IS NOT NULL;

CREATE INDEX "advocate_name_search_idx" ON "advocate" USING GIN ("name_search");
-- The worker looks every few seconds whether any shop has a reward to release.
CREATE INDEX "reward_pending_idx" ON "reward"("due_at") WHERE "state" = 'pending';
CREATE INDEX "advocate_link_due_idx" ON "advocate"("shop_id", "enrolled_at") WHERE "link_written_at" IS NULL;

ALTER TABLE "shop" ADD CONSTRAINT "shop_state_check" CHECK ("state" IN ('installed', 'uninstalled'));
ALTER TABLE "advocate" ADD CONSTRAINT "advocate_state_check" CHECK ("state" IN ('active', 'blocked', 'redacted'));
ALTER TABLE "claim" ADD CONSTRAINT "claim_state_check" CHECK ("state" IN ('minting', 'ready', 'used', 'failed', 'void'));
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_state_check" CHECK ("state" IN ('waiting', 'settled', 'ignored', 'dead'));
ALTER TABLE "buyer_order" ADD CONSTRAINT "buyer_order_outcome_check" CHECK ("outcome" IN ('credited', 'not-credited'));
ALTER TABLE "referral" ADD CONSTRAINT "referral_state_check" CHECK ("state" IN ('credited', 'reversed'));
ALTER TABLE "reward" ADD CONSTRAINT "reward_state_check" CHECK ("state" IN ('pending', 'approved', 'issuing', 'issued', 'redeemed', 'expired', 'revoked'));
ALTER TABLE "reward" ADD CONSTRAINT "reward_value_check" CHECK (("kind" = 'percentage' AND "percentage" BETWEEN 1 AND 10000) OR ("kind" = 'fixed-amount' AND "amount_minor" > 0));
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_amount_check" CHECK ("amount_minor" > 0 AND "from_account" <> "to_account");

-- The ledger is append-only: corrections are reversing entries. Only an erased shop takes its ledger with it.
CREATE FUNCTION "forbid_ledger_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('vouchsafe.erasing_shop', true) = OLD."shop_id"::text THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'ledger_entry is append-only (% refused)', TG_OP;
END $$;
CREATE TRIGGER "ledger_entry_append_only" BEFORE UPDATE OR DELETE ON "ledger_entry" FOR EACH ROW EXECUTE FUNCTION "forbid_ledger_change"();
