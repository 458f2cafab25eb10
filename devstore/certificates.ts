/** The certificates behind the imitated hosts: one authority, one leaf. The authority's key is thrown away at once. */
import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generate } from 'selfsigned';

/** Everything the leaf answers for. */
const names = ['admin.shopify.com', 'cdn.shopify.com', '*.myshopify.com'];
const day = 86_400_000;

export type Certificates = {
  /** PEM of the leaf and its key, for the TLS server. */
  key: string;
  cert: string;
  /** Path of the authority's PEM, for NODE_EXTRA_CA_CERTS. */
  caFile: string;
  /** base64 SHA-256 of the leaf's public key, for Chromium's --ignore-certificate-errors-spki-list. */
  spki: string;
};

/** Reads the certificates of `stateDir`, or makes them: for the Shopify hosts and `appHost`, valid for a year. */
export function readCertificates(stateDir: string, appHost: string): Promise<Certificates> {
  const folder = path.resolve(stateDir, 'certificates');
  const turn = (turns.get(folder) ?? Promise.resolve()).then(() => readOrMake(folder, [...names, appHost]));
  turns.set(
    folder,
    turn.catch(() => undefined),
  );
  return turn;
}

/** One at a time in this process. */
const turns = new Map<string, Promise<unknown>>();

async function readOrMake(folder: string, hosts: string[]): Promise<Certificates> {
  // Other processes may do this at the same time; each round, one of them puts its own in place, and the others take those.
  for (let round = 0; round < 10; round += 1) {
    const kept = await readKept(folder, hosts);
    if (kept !== null) return kept;
    const fresh = `${folder}.${process.pid}.${randomUUID()}`;
    await mkdir(fresh, { recursive: true, mode: 0o700 });
    await writeFresh(fresh, hosts);
    if ((await readKept(folder, hosts)) === null) await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }));
  }
  throw new Error(`dev store: cannot keep certificates in ${folder}`);
}

async function readKept(folder: string, hosts: string[]): Promise<Certificates | null> {
  const caFile = path.join(folder, 'ca.pem');
  const files = await Promise.all([caFile, path.join(folder, 'leaf.pem'), path.join(folder, 'leaf-key.pem')].map(readOrNull));
  const [ca, cert, key] = files;
  if (typeof ca !== 'string' || typeof cert !== 'string' || typeof key !== 'string') return null;
  const leaf = new X509Certificate(cert);
  const covers = hosts.every((host) => leaf.subjectAltName?.split(', ').includes(`DNS:${host}`));
  const lasts = Date.parse(leaf.validTo) > Date.now() + 7 * day;
  if (!covers || !lasts || !leaf.verify(new X509Certificate(ca).publicKey)) return null;
  const spki = createHash('sha256')
    .update(leaf.publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
  return { key, cert, caFile, spki };
}

async function writeFresh(folder: string, hosts: string[]): Promise<void> {
  const lifetime = { notBeforeDate: new Date(Date.now() - day), notAfterDate: new Date(Date.now() + 365 * day) };
  const keys = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;
  const authority = await generate([{ name: 'commonName', value: 'Vouchsafe dev store' }], {
    ...lifetime,
    ...keys,
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: 'commonName', value: 'myshopify.com' }], {
    ...lifetime,
    ...keys,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2, value })) },
    ],
  });
  await writeFile(path.join(folder, 'ca.pem'), authority.cert);
  await writeFile(path.join(folder, 'leaf.pem'), leaf.cert);
  await writeFile(path.join(folder, 'leaf-key.pem'), leaf.private, { mode: 0o600 });
}

async function readOrNull(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null);
}
