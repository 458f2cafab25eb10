-- What an advocate was seen with, as keyed hashes; pruned by age.
CREATE TABLE "advocate_trait" (
    "shop_id" UUID NOT NULL,
    "advocate_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "advocate_trait_pkey" PRIMARY KEY ("shop_id","advocate_id","kind","hash"),
    CONSTRAINT "advocate_trait_kind_check" CHECK ("kind" IN ('address', 'network', 'device')),
    CONSTRAINT "advocate_trait_shop_id_advocate_id_fkey" FOREIGN KEY ("shop_id","advocate_id") REFERENCES "advocate"("shop_id","id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "advocate_trait_shop_id_kind_seen_at_idx" ON "advocate_trait"("shop_id", "kind", "seen_at");
