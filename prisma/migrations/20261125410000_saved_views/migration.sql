-- Filters of a list under a name: a person's own, or everybody's (no owner).
CREATE TABLE "saved_view" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "owner" TEXT,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "opens_first" BOOLEAN NOT NULL DEFAULT false,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("shop_id", "id"),
    CONSTRAINT "saved_view_list" CHECK ("list" IN ('referrals', 'rewards', 'advocates')),
    CONSTRAINT "saved_view_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "saved_view_name_key" ON "saved_view"("shop_id", "list", coalesce("owner", ''), lower("name"));
CREATE UNIQUE INDEX "saved_view_first_key" ON "saved_view"("shop_id", "list", coalesce("owner", '')) WHERE "opens_first";
