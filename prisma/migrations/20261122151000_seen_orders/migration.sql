-- One small row for every paid order, with evidence or not: what the unattributed report counts, and whose journey is still to be asked.
CREATE TABLE "seen_order" (
    "shop_id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "has_evidence" BOOLEAN NOT NULL,
    "journey_due_at" TIMESTAMPTZ(3),
    "journey_attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "seen_order_pkey" PRIMARY KEY ("shop_id","order_id")
);
CREATE INDEX "seen_order_shop_id_placed_at_idx" ON "seen_order"("shop_id", "placed_at");
CREATE INDEX "seen_order_journey_idx" ON "seen_order"("shop_id", "journey_due_at") WHERE "journey_due_at" IS NOT NULL;
