-- Compared with the buyer's: nobody refers themselves under another name with the same telephone.
ALTER TABLE "advocate" ADD COLUMN "phone_hash" BYTEA;
