-- What reports cut orders by, and the list of referrals is narrowed to. Indexed for pages of one slice, newest first.

-- How the credited advocate's link was shared: the best evidence that says so, as the one that won (a code, say) need not.
CREATE FUNCTION credited_channel(decision jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
  SELECT candidate #>> '{signal,channel}' FROM jsonb_array_elements(decision->'candidates') WITH ORDINALITY AS told(candidate, place)
  WHERE candidate #>> '{signal,channel}' IS NOT NULL AND candidate->>'advocateId' = decision->>'advocateId' ORDER BY place LIMIT 1);

-- Numeric parts of the gids.
CREATE FUNCTION bought_products(facts jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
  SELECT array_agg(DISTINCT line->>'productId') FROM jsonb_array_elements(facts->'lines') line WHERE line->>'productId' IS NOT NULL);

CREATE INDEX "buyer_order_channel_idx" ON "buyer_order"("shop_id", credited_channel("decision"), "placed_at", "order_id");
CREATE INDEX "buyer_order_country_idx" ON "buyer_order"("shop_id", ("facts"->>'country'), "placed_at", "order_id");
CREATE INDEX "buyer_order_products_idx" ON "buyer_order" USING gin (bought_products("facts"));
