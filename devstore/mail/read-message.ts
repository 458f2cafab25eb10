/** Reads an e-mail as far as the app writes them: folded headers, encoded words, text and HTML as alternatives. */

export type ReadMessage = {
  /** Lower-case names; a name that occurs several times has several values. */
  headers: Record<string, string[]>;
  subject: string;
  from: { name: string; address: string };
  replyTo: string | null;
  text: string;
  html: string | null;
};

export function readMessage(raw: Buffer): ReadMessage {
  const { headers, body } = split(raw.toString('latin1'));
  const parts = alternatives(headers, body);
  const [sender = ''] = headers['from'] ?? [];
  const [, name = '', address = sender] = /^\s*(.*?)\s*<([^<>]+)>\s*$/s.exec(sender) ?? [];
  return {
    headers,
    subject: decodeWords(headers['subject']?.[0] ?? ''),
    from: { name: decodeWords(name.replace(/^"(.*)"$/s, '$1').replaceAll(/\\(.)/g, '$1')), address },
    replyTo: headers['reply-to']?.[0]?.replaceAll(/[<>]/g, '') ?? null,
    text: parts.get('text/plain') ?? '',
    html: parts.get('text/html') ?? null,
  };
}

/** Text as Latin-1, one character per byte. */
function split(source: string): { headers: Record<string, string[]>; body: string } {
  const end = source.indexOf('\r\n\r\n');
  const headers: Record<string, string[]> = {};
  const lines = (end < 0 ? source : source.slice(0, end)).replaceAll(/\r\n[ \t]/g, ' ').split('\r\n');
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    headers[name] = [...(headers[name] ?? []), line.slice(colon + 1).trim()];
  }
  return { headers, body: end < 0 ? '' : source.slice(end + 4) };
}

/** By content type. */
function alternatives(headers: Record<string, string[]>, body: string): Map<string, string> {
  const [type = 'text/plain'] = headers['content-type'] ?? [];
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary === undefined) {
    const kind = (type.split(';')[0] ?? '').trim().toLowerCase();
    return new Map([[kind, decodeBody(body, headers['content-transfer-encoding']?.[0] ?? '7bit')]]);
  }
  const parts = `\r\n${body}`.split(`\r\n--${boundary}`).slice(1, -1);
  return new Map(
    parts.flatMap((part) => {
      const inner = split(part.replace(/^\r\n/, ''));
      return [...alternatives(inner.headers, inner.body)];
    }),
  );
}

function decodeBody(body: string, encoding: string): string {
  const bytes = encoding.toLowerCase() === 'base64' ? Buffer.from(body, 'base64') : Buffer.from(quoted(body, encoding), 'latin1');
  return bytes.toString('utf8').replaceAll('\r\n', '\n');
}

function quoted(body: string, encoding: string): string {
  if (encoding.toLowerCase() !== 'quoted-printable') return body;
  return body.replaceAll(/=\r\n/g, '').replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** RFC 2047, UTF-8 only; the space between two encoded words is none. */
function decodeWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/(?:=\?utf-8\?[qb]\?[^?]*\?=)+/gi, (words) =>
      Buffer.concat([...words.matchAll(/=\?utf-8\?([qb])\?([^?]*)\?=/gi)].map(([, how, code]) => wordBytes(how, code))).toString(
        'utf8',
      ),
    );
}

function wordBytes(how = 'q', code = ''): Buffer {
  if (how.toLowerCase() === 'b') return Buffer.from(code, 'base64');
  return Buffer.from(quoted(code.replaceAll('_', ' '), 'quoted-printable'), 'latin1');
}
