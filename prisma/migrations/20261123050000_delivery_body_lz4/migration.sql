-- Bodies of webhooks are compressed in the time of the request. lz4 takes a fraction of pglz's time; servers built without it keep pglz.
DO $$
BEGIN
  ALTER TABLE "delivery" ALTER COLUMN "body" SET COMPRESSION lz4;
EXCEPTION
  WHEN feature_not_supported THEN NULL;
END
$$;
