-- Workers look for the next shop with due deliveries, then for that shop's deliveries: both by one index, however many shops or deliveries wait.
DROP INDEX "delivery_waiting_idx";
CREATE INDEX "delivery_waiting_idx" ON "delivery"("shop_domain", "due_at", "id") WHERE "state" = 'waiting';
