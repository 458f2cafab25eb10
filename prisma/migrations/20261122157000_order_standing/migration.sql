-- An order is judged as it was placed; how it stands now decides what becomes of its credit. Null in rows from before: as in their facts.
ALTER TABLE "buyer_order" ADD COLUMN "standing" JSONB;
