-- A reward that was taken back can be promised again (the refusal was a mistake, the dispute was won after all): each turn has its own ledger keys and code.
ALTER TABLE "reward" ADD COLUMN "turn" INTEGER NOT NULL DEFAULT 0;
