-- Shopify names a removed code by its text, too, which every claim has: its id may never have been told.
DROP INDEX "claim_redeem_code_idx";
