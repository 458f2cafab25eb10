-- Verdicts on many held credits at once are long work, too.
ALTER TABLE "task" DROP CONSTRAINT "task_kind";
ALTER TABLE "task" ADD CONSTRAINT "task_kind" CHECK ("kind" IN ('import-advocates', 'retry-deliveries', 'act-on-rewards', 'give-verdicts'));
