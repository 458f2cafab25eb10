/**
 * Makes a process of the app stand at a named step of its work in PostgreSQL, so that it can be killed exactly there: triggers in the database
 * under test ask for an advisory lock that nobody else wants. The app knows nothing of it.
 */
import pg from 'pg';

/** The step, and what it is about: a reward's id, or a shop's for a job of the whole shop. */
export type Barrier = { step: Step; about: string };

/**
 * `write-ahead`: the reward is about to be marked as being issued. `lease`: an issued payout is about to be marked as being taken back.
 * `plan-return`: the debit is about to be written down. `record`: its new state is about to be recorded, in the same transaction as its ledger.
 * `finish`: all is recorded, but for the end of the job.
 */
export type Step = 'write-ahead' | 'lease' | 'plan-return' | 'record' | 'finish';

/** A number of our own: other advisory locks of the app use the seed 0. */
const SEED = 77;

const TRIGGERS = `
  CREATE FUNCTION fault_barrier(step text, about text) RETURNS void LANGUAGE sql AS
    $$ SELECT pg_advisory_xact_lock_shared(hashtextextended(step || ' ' || about, ${SEED})) $$;
  CREATE FUNCTION fault_barrier_reward() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.state <> OLD.state AND NEW.state = 'issuing' THEN PERFORM fault_barrier('write-ahead', NEW.id::text); END IF;
    IF NEW.state = 'issued' AND OLD.state = 'issued' AND OLD.payout_lease IS DISTINCT FROM NEW.payout_lease AND NEW.return_since IS NULL
      THEN PERFORM fault_barrier('lease', NEW.id::text); END IF;
    IF NEW.return_since IS DISTINCT FROM OLD.return_since AND NEW.return_since IS NOT NULL
      THEN PERFORM fault_barrier('plan-return', NEW.id::text); END IF;
    IF NEW.state <> OLD.state AND NEW.state IN ('issued', 'revoked', 'redeemed') THEN PERFORM fault_barrier('record', NEW.id::text); END IF;
    RETURN NEW; END $$;
  CREATE TRIGGER fault_barrier BEFORE UPDATE ON reward FOR EACH ROW EXECUTE FUNCTION fault_barrier_reward();
  CREATE FUNCTION fault_barrier_job() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.state::text = 'completed' THEN PERFORM fault_barrier('finish', coalesce(NEW.data->>'rewardId', NEW.data->>'shopId', '')); END IF;
    RETURN NEW; END $$;
  CREATE TRIGGER fault_barrier BEFORE UPDATE ON pgboss.job FOR EACH ROW EXECUTE FUNCTION fault_barrier_job();`;

export type Barriers = {
  close(barrier: Barrier): Promise<void>;
  open(barrier: Barrier): Promise<void>;
  /** Whether somebody stands before it. */
  isReached(barrier: Barrier): Promise<boolean>;
  /** Nobody reads a shop's access token from now on, so nobody calls Shopify. */
  closeTokens(): Promise<void>;
  openTokens(): Promise<void>;
  /** How many wait for a token. */
  waitingForTokens(): Promise<number>;
  end(): Promise<void>;
};

/** Puts the triggers into a database whose job queue exists already. */
export async function putUpBarriers(url: string): Promise<Barriers> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(TRIGGERS);
  const keyOf = ({ step, about }: Barrier) => `${step} ${about}`;
  const lock = (how: string, barrier: Barrier) =>
    client.query(`SELECT ${how}(hashtextextended($1, ${SEED}))`, [keyOf(barrier)]).then(() => undefined);
  return {
    close: (barrier) => lock('pg_advisory_lock', barrier),
    open: (barrier) => lock('pg_advisory_unlock', barrier),
    async isReached(barrier) {
      const { rowCount } = await client.query(
        `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objsubid = 1
          AND (classid::bigint << 32) | objid::bigint = hashtextextended($1, ${SEED})`,
        [keyOf(barrier)],
      );
      return rowCount !== 0;
    },
    async closeTokens() {
      await client.query('BEGIN; LOCK TABLE session IN ACCESS EXCLUSIVE MODE');
    },
    async openTokens() {
      await client.query('COMMIT');
    },
    async waitingForTokens() {
      const { rows } = await client.query<{ waiting: number }>(
        `SELECT count(*)::int AS waiting FROM pg_locks WHERE locktype = 'relation' AND relation = 'session'::regclass AND NOT granted`,
      );
      return rows[0]?.waiting ?? 0;
    },
    end: () => client.end(),
  };
}
