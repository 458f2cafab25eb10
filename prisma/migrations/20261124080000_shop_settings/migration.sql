-- What the merchant has set beside the program. No row: everything as it comes. The version tells two people who edit at once from each other.
CREATE TABLE "shop_settings" (
    "shop_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "settings" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,
    CONSTRAINT "shop_settings_pkey" PRIMARY KEY ("shop_id"),
    CONSTRAINT "shop_settings_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
