-- Long work that a merchant has started: how far it is, and what became of it. It goes on when their tab is closed.
CREATE TABLE "task" (
    "shop_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "problem" TEXT,
    "detail" JSONB NOT NULL,
    "started_by" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    CONSTRAINT "task_pkey" PRIMARY KEY ("shop_id", "id"),
    CONSTRAINT "task_kind" CHECK ("kind" IN ('import-advocates', 'retry-deliveries')),
    CONSTRAINT "task_state" CHECK ("state" IN ('running', 'asking', 'done', 'failed', 'undone')),
    CONSTRAINT "task_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "task_shop_id_kind_started_at_idx" ON "task"("shop_id", "kind", "started_at" DESC);
-- One at a time: two imports at once could only disagree.
CREATE UNIQUE INDEX "task_open_key" ON "task"("shop_id", "kind") WHERE "state" IN ('running', 'asking');
