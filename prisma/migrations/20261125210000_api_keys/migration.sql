-- Keys with which other systems of the merchant ask the API, and what was answered to requests that may be repeated.
CREATE TABLE "api_key" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "beginning" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "scopes" TEXT[] NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    CONSTRAINT "api_key_pkey" PRIMARY KEY ("shop_id", "id"),
    CONSTRAINT "api_key_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");
CREATE TABLE "api_request" (
    "shop_id" UUID NOT NULL,
    "key_id" UUID NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "input_hash" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" INTEGER,
    "answer" JSONB,
    CONSTRAINT "api_request_pkey" PRIMARY KEY ("shop_id", "key_id", "idempotency_key"),
    CONSTRAINT "api_request_shop_id_key_id_fkey" FOREIGN KEY ("shop_id", "key_id") REFERENCES "api_key"("shop_id", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "api_request_at_idx" ON "api_request"("at");
