-- Customer accounts opened lately: a visit or claim that comes after the account still makes evidence.
CREATE TABLE "sign_up" (
    "shop_id" UUID NOT NULL,
    "customer_id" TEXT NOT NULL,
    "email_hash" BYTEA,
    "phone_hash" BYTEA,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_up_pkey" PRIMARY KEY ("shop_id","customer_id")
);
CREATE INDEX "sign_up_shop_id_at_idx" ON "sign_up"("shop_id", "at");
