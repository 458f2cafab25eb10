-- Orders whose network is still known, oldest first: it is forgotten after a while (keep-house).
CREATE INDEX "buyer_order_networks_kept_idx" ON "buyer_order"("shop_id", "placed_at") WHERE "network_hash" IS NOT NULL;
