-- A star schema for reporting tools (docs/bi.md): facts and dimensions without personal data. A role that signs in reads the one shop that bi.reader names for it; any other role reads
-- nothing. session_user cannot be changed by the role itself, and the barrier keeps its own functions from rows that are not its own.
CREATE SCHEMA "bi";

CREATE TABLE "bi"."reader" (
    "role" TEXT NOT NULL,
    "shop_id" UUID NOT NULL,

    CONSTRAINT "reader_pkey" PRIMARY KEY ("role"),
    CONSTRAINT "reader_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "reader_shop_id_idx" ON "bi"."reader"("shop_id");

CREATE VIEW "bi"."shop" WITH (security_barrier = true) AS
SELECT id AS shop_id, time_zone, currency FROM public.shop WHERE id = (SELECT shop_id FROM bi.reader WHERE role = session_user);

-- Every paid order, and unpaid or test orders that came with evidence (reason says so). standing: credited | held | reversed | not-credited | none, the last without evidence.
CREATE VIEW "bi"."fact_order" WITH (security_barrier = true) AS
SELECT coalesce(b.order_id, s.order_id) AS order_id, coalesce(b.placed_at, s.placed_at) AS placed_at,
    (coalesce(b.placed_at, s.placed_at) AT TIME ZONE mine.time_zone)::date AS placed_on,
    coalesce(b.currency, s.currency) AS currency, coalesce(b.total_minor, s.total_minor) AS total_minor,
    coalesce(b.refunded_minor, s.refunded_minor) AS refunded_minor, coalesce(b.facts ->> 'country', s.country) AS country,
    b.order_id IS NOT NULL AS has_evidence,
    CASE WHEN b.order_id IS NULL THEN 'none' ELSE coalesce(r.state, 'not-credited') END AS standing,
    b.reason, r.advocate_id, b.program_version, (b.facts ->> 'earlierOrders')::int AS earlier_orders, b.cancelled_at
FROM bi.shop mine
JOIN (
    (SELECT * FROM public.seen_order WHERE shop_id = (SELECT shop_id FROM bi.reader WHERE role = session_user)) s
    FULL JOIN
    (SELECT * FROM public.buyer_order WHERE shop_id = (SELECT shop_id FROM bi.reader WHERE role = session_user) AND kind = 'order') b
    ON b.shop_id = s.shop_id AND b.order_id = s.order_id) ON coalesce(b.shop_id, s.shop_id) = mine.shop_id
LEFT JOIN public.referral r ON r.shop_id = b.shop_id AND r.order_id = b.order_id;

CREATE VIEW "bi"."fact_visit" WITH (security_barrier = true) AS
SELECT v.id AS visit_id, v.at AS visited_at, (v.at AT TIME ZONE mine.time_zone)::date AS visited_on, v.advocate_id, v.channel, v.trust
FROM bi.shop mine JOIN public.visit v ON v.shop_id = mine.shop_id;

CREATE VIEW "bi"."fact_claim" WITH (security_barrier = true) AS
SELECT c.id AS claim_id, c.claimed_at, (c.claimed_at AT TIME ZONE mine.time_zone)::date AS claimed_on, c.advocate_id, c.program_version, c.gives, c.state,
    c.channel, c.expires_at
FROM bi.shop mine JOIN public.claim c ON c.shop_id = mine.shop_id;

-- order_id: of the order it was promised for; null for bonuses, what staff gave, and sign-ups, whose ids name a customer.
CREATE VIEW "bi"."fact_reward" WITH (security_barrier = true) AS
SELECT w.id AS reward_id, w.created_at, (w.created_at AT TIME ZONE mine.time_zone)::date AS created_on, w.recipient, w.purpose, o.order_id, w.advocate_id,
    w.program_version, w.kind, w.percentage AS percentage_basis_points, w.amount_minor, w.currency, w.state, w.due_at, w.issued_at, w.expires_at,
    w.redeemed_at, w.revoked_at, w.revoked_reason
FROM bi.shop mine JOIN public.reward w ON w.shop_id = mine.shop_id
LEFT JOIN public.referral r ON r.shop_id = w.shop_id AND r.id = w.referral_id
LEFT JOIN public.buyer_order o ON o.shop_id = r.shop_id AND o.order_id = r.order_id AND o.kind = 'order';

-- cost_minor: what the entry adds to the cost of rewards; below zero: takes off it. Its sum over days is the report's figure.
CREATE VIEW "bi"."fact_ledger_entry" WITH (security_barrier = true) AS
SELECT e.at AS entered_at, (e.at AT TIME ZONE mine.time_zone)::date AS entered_on, e.reward_id, e.from_account, e.to_account, e.amount_minor, e.currency,
    CASE WHEN e.from_account IN ('program-cost', 'expired', 'revoked') THEN e.amount_minor ELSE 0 END
        - CASE WHEN e.to_account IN ('program-cost', 'expired', 'revoked') THEN e.amount_minor ELSE 0 END AS cost_minor
FROM bi.shop mine JOIN public.ledger_entry e ON e.shop_id = mine.shop_id;

-- merged_into: under whom a merged advocate's results count.
CREATE VIEW "bi"."dim_advocate" WITH (security_barrier = true) AS
SELECT a.id AS advocate_id, a.code, a.state, a.source, a.enrolled_at, (a.enrolled_at AT TIME ZONE mine.time_zone)::date AS enrolled_on, a.merged_into
FROM bi.shop mine JOIN public.advocate a ON a.shop_id = mine.shop_id;

CREATE VIEW "bi"."dim_program_version" WITH (security_barrier = true) AS
SELECT p.version AS program_version, p.created_at AS in_force_from, (p.created_at AT TIME ZONE mine.time_zone)::date AS in_force_from_day,
    (p.rules ->> 'live')::boolean AS live, p.rules #>> '{offer,value,kind}' AS offer_kind, p.rules #>> '{reward,value,kind}' AS reward_kind,
    (p.rules #>> '{attribution,windowDays}')::int AS window_days
FROM bi.shop mine JOIN public.program p ON p.shop_id = mine.shop_id;
