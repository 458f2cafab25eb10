-- Whom the merchant keeps out: compared as keyed hashes (a domain in the clear), shown by a sealed label.
CREATE TABLE "block_entry" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "label_sealed" BYTEA NOT NULL,
    "note" TEXT,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "added_by" TEXT NOT NULL,

    CONSTRAINT "block_entry_pkey" PRIMARY KEY ("shop_id","id"),
    CONSTRAINT "block_entry_kind_check" CHECK ("kind" IN ('email', 'domain', 'network', 'customer'))
);
CREATE UNIQUE INDEX "block_entry_shop_id_kind_hash_key" ON "block_entry"("shop_id", "kind", "hash");
