-- The liability report sums the debts without reading the whole ledger.
CREATE INDEX "ledger_entry_carried_idx" ON "ledger_entry"("shop_id") WHERE "from_account" = 'carried' OR "to_account" = 'carried';
