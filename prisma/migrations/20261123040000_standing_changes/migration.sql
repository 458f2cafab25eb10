-- Whose standing has changed since it was last written to their customer's metafield. Rows are only added and taken away, never changed: two
-- transactions that concern one advocate do not wait for each other. Triggers, because many statements change what an advocate sees.
CREATE TABLE "standing_change" (
    "shop_id" UUID NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "advocate_id" UUID NOT NULL,
    CONSTRAINT "standing_change_pkey" PRIMARY KEY ("shop_id", "id"),
    CONSTRAINT "standing_change_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- To an advocate, a reward is on its way, usable, or over.
CREATE FUNCTION "shown_reward"("state" TEXT, "code" TEXT, "expires_at" TIMESTAMPTZ, "amount_minor" BIGINT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN "state" IN ('pending', 'approved', 'issuing') THEN 'pending'
    WHEN "state" = 'issued' THEN concat_ws('/', 'usable', "code", extract(epoch FROM "expires_at"), "amount_minor") ELSE 'over' END
$$;

CREATE FUNCTION "note_new_reward"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "standing_change" ("shop_id", "advocate_id") SELECT DISTINCT "shop_id", "advocate_id" FROM "after" WHERE "recipient" = 'advocate';
  RETURN NULL;
END $$;
CREATE FUNCTION "note_changed_reward"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "standing_change" ("shop_id", "advocate_id")
  SELECT DISTINCT a."shop_id", a."advocate_id" FROM "after" a JOIN "before" b ON b."shop_id" = a."shop_id" AND b."id" = a."id"
  WHERE a."recipient" = 'advocate' AND shown_reward(a."state", a."code", a."expires_at", a."amount_minor")
    <> shown_reward(b."state", b."code", b."expires_at", b."amount_minor");
  RETURN NULL;
END $$;
CREATE TRIGGER "reward_new_standing" AFTER INSERT ON "reward" REFERENCING NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_new_reward"();
CREATE TRIGGER "reward_changed_standing" AFTER UPDATE ON "reward" REFERENCING OLD TABLE AS "before" NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_changed_reward"();

CREATE FUNCTION "note_new_referral"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "standing_change" ("shop_id", "advocate_id") SELECT DISTINCT "shop_id", "advocate_id" FROM "after" WHERE "state" = 'credited';
  RETURN NULL;
END $$;
CREATE FUNCTION "note_changed_referral"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "standing_change" ("shop_id", "advocate_id")
  SELECT DISTINCT a."shop_id", unnest(ARRAY[a."advocate_id", b."advocate_id"])
  FROM "after" a JOIN "before" b ON b."shop_id" = a."shop_id" AND b."id" = a."id"
  WHERE a."advocate_id" <> b."advocate_id" OR (a."state" = 'credited') <> (b."state" = 'credited');
  RETURN NULL;
END $$;
CREATE TRIGGER "referral_new_standing" AFTER INSERT ON "referral" REFERENCING NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_new_referral"();
CREATE TRIGGER "referral_changed_standing" AFTER UPDATE ON "referral" REFERENCING OLD TABLE AS "before" NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_changed_referral"();

CREATE FUNCTION "note_new_advocate"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "standing_change" ("shop_id", "advocate_id") SELECT "shop_id", "id" FROM "after" WHERE "customer_id" IS NOT NULL;
  RETURN NULL;
END $$;
-- A link that is to be written again leads to another address.
CREATE FUNCTION "note_changed_advocate"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "standing_change" ("shop_id", "advocate_id")
  SELECT a."shop_id", a."id" FROM "after" a JOIN "before" b ON b."shop_id" = a."shop_id" AND b."id" = a."id"
  WHERE a."customer_id" IS NOT NULL AND (a."customer_id" IS DISTINCT FROM b."customer_id" OR a."state" <> b."state"
    OR a."merged_into" IS DISTINCT FROM b."merged_into" OR (a."link_written_at" IS NULL AND b."link_written_at" IS NOT NULL));
  RETURN NULL;
END $$;
CREATE TRIGGER "advocate_new_standing" AFTER INSERT ON "advocate" REFERENCING NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_new_advocate"();
CREATE TRIGGER "advocate_changed_standing" AFTER UPDATE ON "advocate" REFERENCING OLD TABLE AS "before" NEW TABLE AS "after"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_changed_advocate"();

-- Who is an advocate already has none written yet.
INSERT INTO "standing_change" ("shop_id", "advocate_id") SELECT "shop_id", "id" FROM "advocate" WHERE "customer_id" IS NOT NULL;
