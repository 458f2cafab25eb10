-- What staff did and changed, each entry sealed onto the one before it.
CREATE TABLE "audit_entry" (
  "shop_id" UUID NOT NULL,
  "seq" BIGINT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "by" TEXT NOT NULL,
  "act" TEXT NOT NULL,
  "screen" TEXT NOT NULL,
  "subjects" TEXT[],
  "value" TEXT,
  "hash" BYTEA NOT NULL,
  CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("shop_id", "seq"),
  CONSTRAINT "audit_entry_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "audit_entry_shop_id_at_idx" ON "audit_entry"("shop_id", "at" DESC);
CREATE INDEX "audit_entry_not_done_idx" ON "audit_entry"("shop_id", "value") WHERE "act" = 'not-done';

-- Append-only. Only an erased shop takes its entries with it.
CREATE FUNCTION "forbid_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('vouchsafe.erasing_shop', true) = OLD."shop_id"::text THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'audit_entry is append-only (% refused)', TG_OP;
END $$;
CREATE TRIGGER "audit_entry_append_only" BEFORE UPDATE OR DELETE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION "forbid_audit_change"();
