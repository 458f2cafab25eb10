/**
 * The pg driver adapters, mended where @prisma/adapter-pg 6.19.3 is faulty.
 * Each mend names the fault; remove it when the pinned version no longer has it.
 */
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';

type PgAdapter = Awaited<ReturnType<PrismaPg['connect']>>;
type Query = Parameters<PgAdapter['queryRaw']>[0];
type RawResult = { fields: { dataTypeID: number }[] };
type Internals = {
  performIO(query: Query): Promise<RawResult>;
  queryRaw(query: Query): ReturnType<PgAdapter['queryRaw']>;
  onError(error: unknown): never;
};

const OID_CHAR = 18;
const OID_NAME = 19;
const OID_TEXT = 25;

/**
 * Connection fields of a `postgresql://` URL, one by one: with a connection string the adapter's shadow
 * connection goes to the main database. `sslmode` `require`, `verify-full` and `no-verify` are understood.
 */
export function poolConfigFromUrl(url: string): pg.PoolConfig {
  const parsed = new URL(url);
  const sslMode = parsed.searchParams.get('sslmode');
  const encrypted = sslMode !== null && sslMode !== 'disable' && sslMode !== 'prefer';
  return {
    host: parsed.hostname,
    port: Number(parsed.port || 5432),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    database: decodeURIComponent(parsed.pathname.slice(1)),
    ...(encrypted ? { ssl: { rejectUnauthorized: sslMode !== 'no-verify' } } : {}),
  };
}

/** The adapter the app runs on: returns its connection to the pool when COMMIT or ROLLBACK itself fails (leaks in 6.19.3). */
export class AppPg extends PrismaPg {
  override async connect(): Promise<PgAdapter> {
    const adapter = await super.connect();
    const startTransaction = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolationLevel) => {
      const transaction = await startTransaction(isolationLevel);
      const executeRaw = transaction.executeRaw.bind(transaction);
      transaction.executeRaw = async (query) => {
        if (query.sql !== 'COMMIT' && query.sql !== 'ROLLBACK') return executeRaw(query);
        try {
          return await executeRaw(query);
        } catch (error) {
          await transaction.rollback(); // releases the pool client
          throw error;
        }
      };
      return transaction;
    };
    return adapter;
  }
}

/** The adapter for `prisma migrate`: reads catalog types and runs scripts whole (the stock one splits on every `;`). */
export class MigrationPg extends PrismaPg {
  readonly #config: pg.PoolConfig;

  constructor(config: pg.PoolConfig) {
    const short = { ...config, max: 1, allowExitOnIdle: true, idleTimeoutMillis: 200 };
    super(short);
    this.#config = short;
  }

  override async connect(): Promise<PgAdapter> {
    return readsCatalog(await super.connect());
  }

  override async connectToShadowDb(): Promise<PgAdapter> {
    const database = `vouchsafe_shadow_${process.pid}_${Date.now()}`;
    await this.#run(`CREATE DATABASE "${database}"`);
    const adapter = readsCatalog(await new PrismaPg({ ...this.#config, database }).connect());
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose(); // before DROP: the stock adapter drops while it is still connected and leaves shadows behind
      await this.#run(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
    };
    return adapter;
  }

  async #run(sql: string): Promise<void> {
    const client = new pg.Client(this.#config);
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }
}

function readsCatalog(adapter: PgAdapter): PgAdapter {
  const pool = adapter.underlyingDriver();
  const stock = Object.getPrototypeOf(adapter) as Internals;
  adapter.queryRaw = async (query) => {
    const charColumns: number[] = [];
    const view = Object.create(adapter, {
      performIO: {
        value: async (inner: Query) => {
          const result = await stock.performIO.call(adapter, inner);
          result.fields.forEach((field, index) => {
            if (field.dataTypeID === OID_CHAR) charColumns.push(index);
            if (field.dataTypeID === OID_CHAR || field.dataTypeID === OID_NAME) field.dataTypeID = OID_TEXT;
          });
          return result;
        },
      },
    }) as Internals;
    const result = await stock.queryRaw.call(view, query);
    for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  adapter.executeScript = async (sql) => {
    try {
      await pool.query(sql);
    } catch (error) {
      stock.onError.call(adapter, error);
    }
  };
  return adapter;
}
