-- What other systems of the merchant are told: an event is written by the very statement that makes it true, for the endpoints that want its kind.
-- A shop without endpoints pays one look into an empty index.
CREATE TABLE "webhook_endpoint" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "kinds" TEXT[] NOT NULL,
    "secret_sealed" BYTEA NOT NULL,
    "former_secret_sealed" BYTEA,
    "former_until" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'active',
    "failing_since" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("shop_id", "id"),
    CONSTRAINT "webhook_endpoint_state_check" CHECK ("state" IN ('active', 'paused', 'broken')),
    CONSTRAINT "webhook_endpoint_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE "outgoing_event" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB NOT NULL,
    CONSTRAINT "outgoing_event_pkey" PRIMARY KEY ("shop_id", "id"),
    CONSTRAINT "outgoing_event_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "outgoing_event_shop_id_at_idx" ON "outgoing_event"("shop_id", "at");
CREATE TABLE "outgoing_delivery" (
    "shop_id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "tried_at" TIMESTAMPTZ(3),
    "last_status" INTEGER,
    "last_problem" TEXT,
    CONSTRAINT "outgoing_delivery_pkey" PRIMARY KEY ("shop_id", "endpoint_id", "event_id"),
    CONSTRAINT "outgoing_delivery_state_check" CHECK ("state" IN ('waiting', 'sent', 'failed')),
    CONSTRAINT "outgoing_delivery_shop_id_endpoint_id_fkey" FOREIGN KEY ("shop_id", "endpoint_id") REFERENCES "webhook_endpoint"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "outgoing_delivery_shop_id_event_id_fkey" FOREIGN KEY ("shop_id", "event_id") REFERENCES "outgoing_event"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "outgoing_delivery_shop_id_event_id_idx" ON "outgoing_delivery"("shop_id", "event_id");
CREATE INDEX "outgoing_delivery_waiting_idx" ON "outgoing_delivery"("due_at", "shop_id") WHERE "state" = 'waiting';

-- @param news of {shop_id, kind, at, data}
CREATE FUNCTION "tell_endpoints"("news" JSONB) RETURNS void LANGUAGE sql AS $$
  WITH "told" AS (
    INSERT INTO "outgoing_event" ("shop_id", "kind", "at", "data")
    SELECT n."shop_id", n."kind", n."at", n."data"
    FROM jsonb_to_recordset("news") AS n("shop_id" UUID, "kind" TEXT, "at" TIMESTAMPTZ, "data" JSONB)
    WHERE EXISTS (SELECT 1 FROM "webhook_endpoint" e WHERE e."shop_id" = n."shop_id" AND e."state" = 'active' AND n."kind" = ANY(e."kinds"))
    RETURNING "shop_id", "id", "kind"
  )
  -- Due at once, whatever clock the app goes by.
  INSERT INTO "outgoing_delivery" ("shop_id", "endpoint_id", "event_id", "due_at")
  SELECT t."shop_id", e."id", t."id", 'epoch'
  FROM "told" t JOIN "webhook_endpoint" e ON e."shop_id" = t."shop_id" AND e."state" = 'active' AND t."kind" = ANY(e."kinds")
$$;

-- Ids, states and amounts; nothing of people, and no codes that are worth money.
CREATE FUNCTION "referral_as_event"("r" "referral") RETURNS JSONB LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('id', r."id", 'state', r."state", 'reason', r."reversed_reason", 'advocateId', r."advocate_id", 'kind', o."kind",
    'orderId', CASE WHEN o."kind" = 'order' THEN o."order_id" END, 'orderName', CASE WHEN o."kind" = 'order' THEN o."name" END,
    'totalMinor', o."total_minor"::text, 'refundedMinor', o."refunded_minor"::text, 'currency', o."currency")
  FROM "buyer_order" o WHERE o."shop_id" = r."shop_id" AND o."order_id" = r."order_id"
$$;
CREATE FUNCTION "reward_as_event"("w" "reward") RETURNS JSONB LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('id', w."id", 'state', w."state", 'recipient', w."recipient", 'purpose', w."purpose", 'advocateId', w."advocate_id",
    'referralId', w."referral_id", 'kind', w."kind", 'basisPoints', w."percentage", 'amountMinor', w."amount_minor"::text, 'currency', w."currency",
    'expiresAt', w."expires_at", 'reason', w."revoked_reason")
$$;

CREATE FUNCTION "tell_new_referrals"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "webhook_endpoint" e JOIN "after" a ON a."shop_id" = e."shop_id") THEN
    PERFORM tell_endpoints(jsonb_agg(jsonb_build_object('shop_id', a."shop_id", 'kind', 'referral.' || a."state", 'at', a."credited_at", 'data', referral_as_event(r))))
    FROM "after" a JOIN "referral" r ON r."shop_id" = a."shop_id" AND r."id" = a."id";
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION "tell_changed_referrals"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "webhook_endpoint" e JOIN "after" a ON a."shop_id" = e."shop_id") THEN
    PERFORM tell_endpoints(jsonb_agg(jsonb_build_object('shop_id', a."shop_id", 'kind', 'referral.' || a."state",
      'at', CASE WHEN a."state" = 'reversed' THEN coalesce(a."reversed_at", a."credited_at") ELSE a."credited_at" END, 'data', referral_as_event(r))))
    FROM "after" a JOIN "before" b ON b."shop_id" = a."shop_id" AND b."id" = a."id" JOIN "referral" r ON r."shop_id" = a."shop_id" AND r."id" = a."id"
    WHERE a."state" <> b."state" HAVING count(*) > 0;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "referral_new_told" AFTER INSERT ON "referral" REFERENCING NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION "tell_new_referrals"();
CREATE TRIGGER "referral_changed_told" AFTER UPDATE ON "referral" REFERENCING OLD TABLE AS "before" NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION "tell_changed_referrals"();

CREATE FUNCTION "tell_new_rewards"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "webhook_endpoint" e JOIN "after" a ON a."shop_id" = e."shop_id") THEN
    PERFORM tell_endpoints(jsonb_agg(jsonb_build_object('shop_id', a."shop_id", 'kind', 'reward.promised', 'at', a."created_at", 'data', reward_as_event(w))))
    FROM "after" a JOIN "reward" w ON w."shop_id" = a."shop_id" AND w."id" = a."id";
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION "tell_changed_rewards"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "webhook_endpoint" e JOIN "after" a ON a."shop_id" = e."shop_id") THEN
    PERFORM tell_endpoints(jsonb_agg(jsonb_build_object('shop_id', a."shop_id", 'kind', 'reward.' || a."state",
      'at', CASE a."state" WHEN 'issued' THEN coalesce(a."issued_at", a."created_at") WHEN 'redeemed' THEN coalesce(a."redeemed_at", a."created_at")
        WHEN 'expired' THEN coalesce(a."expires_at", a."created_at") ELSE coalesce(a."revoked_at", a."created_at") END, 'data', reward_as_event(w))))
    FROM "after" a JOIN "before" b ON b."shop_id" = a."shop_id" AND b."id" = a."id" JOIN "reward" w ON w."shop_id" = a."shop_id" AND w."id" = a."id"
    WHERE a."state" <> b."state" AND a."state" IN ('issued', 'redeemed', 'expired', 'revoked') HAVING count(*) > 0;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "reward_new_told" AFTER INSERT ON "reward" REFERENCING NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION "tell_new_rewards"();
CREATE TRIGGER "reward_changed_told" AFTER UPDATE ON "reward" REFERENCING OLD TABLE AS "before" NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION "tell_changed_rewards"();

CREATE FUNCTION "tell_new_advocates"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "webhook_endpoint" e JOIN "after" a ON a."shop_id" = e."shop_id") THEN
    PERFORM tell_endpoints(jsonb_agg(jsonb_build_object('shop_id', a."shop_id", 'kind', 'advocate.joined', 'at', a."enrolled_at",
      'data', jsonb_build_object('id', a."id", 'code', a."code", 'source', a."source"))))
    FROM "after" a;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "advocate_new_told" AFTER INSERT ON "advocate" REFERENCING NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION "tell_new_advocates"();
