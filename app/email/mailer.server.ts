/**
 * The way to the mail server. SMTP has no key for repeats, so it is said exactly how far a message came: nothing of its text leaves before the caller has
 * written down that it does, and only a text whose answer got lost is in doubt.
 */
import { Readable } from 'node:stream';
import type { NodemailerError } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { fitText } from '../domain/untrusted-text.ts';

export type Letter = {
  /** Makes the Message-ID, the same at every try: who gets it twice after all can tell. */
  id: string;
  /** A bare address (address.ts). */
  to: string;
  /** Shown beside the app's own address. */
  senderName: string;
  /** Where answers go; null: to the app's own address. */
  replyTo: string | null;
  subject: string;
  text: string;
  html: string;
  /** BCP 47 */
  language: string;
  /** Where one click ends e-mails of this kind: https://www.rfc-editor.org/rfc/rfc8058 */
  unsubscribeUrl?: string;
  /** Epoch milliseconds. */
  at: number;
};

/**
 * `refused`: the server will never take it. `postponed`: it does not have it, and another try may help. `in-doubt`: the text was on its way when the
 * answer got lost. `overtaken`: the caller did not let the text go. `answer`: the server's last words, without addresses. `textLeft`: whether the
 * caller had let it go.
 */
export type Posted =
  { outcome: 'sent' | 'refused' | 'postponed' | 'in-doubt'; answer: string; textLeft: boolean } | { outcome: 'overtaken' };

export type Mailer = {
  /** @param mayGo asked once, when the server waits for the text: whether it may leave. Throws only what `mayGo` throws. */
  post(letter: Letter, mayGo: () => Promise<boolean>): Promise<Posted>;
};

const TO_CONNECT = 30_000;
/** RFC 5321 gives a server ten minutes to answer; most need seconds. */
const SILENCE = 5 * 60_000;
const LONGEST_ANSWER = 200;

/** @param url smtp(s)://user:password@host:port; its query may name options of nodemailer's connection @param from a bare address */
export function createMailer({ url, from }: { url: string; from: string }): Mailer {
  const { auth, ...server } = parseConnectionUrl(url);
  const options: SMTPConnectionOptions = {
    // A password goes over TLS only, whatever the server offers.
    requireTLS: auth !== undefined && server.secure !== true,
    ...{ connectionTimeout: TO_CONNECT, greetingTimeout: TO_CONNECT, socketTimeout: SILENCE },
    ...server,
  };
  return {
    async post(letter, mayGo) {
      const content = await compile(letter, from);
      return deliver({ options, auth: auth ?? null, envelope: { from, to: letter.to }, content, mayGo });
    },
  };
}

/** Headers are built of names and addresses as such: none of them can begin another line. */
function compile(
  { id, to, senderName, replyTo, subject, text, html, language, unsubscribeUrl, at }: Letter,
  from: string,
): Promise<Buffer> {
  const message = new MailComposer({
    messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    date: new Date(at),
    from: { name: fitText(senderName, 100), address: from },
    to: { name: '', address: to },
    ...(replyTo === null ? {} : { replyTo: { name: '', address: replyTo } }),
    ...{ subject: fitText(subject, 200), text, html },
    // Out-of-office notes and the like are not to answer.
    headers: {
      ...{ 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': language },
      ...(unsubscribeUrl === undefined
        ? {}
        : {
            'List-Unsubscribe': { prepared: true, value: `<${unsubscribeUrl}>` },
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
    },

    ...{ disableFileAccess: true, disableUrlAccess: true, newline: 'win' },
  });
  return message.compile().build();
}

type Delivery = {
  options: SMTPConnectionOptions;
  auth: { user: string; pass: string } | null;
  envelope: { from: string; to: string };
  content: Buffer;
  mayGo: () => Promise<boolean>;
};

async function deliver({ options, auth, envelope, content, mayGo }: Delivery): Promise<Posted> {
  const connection = new SMTPConnection(options);
  let text: 'kept' | 'held-back' | 'gone' | { failed: unknown } = 'kept';
  async function* letGo() {
    const allowed = await mayGo().catch((error: unknown) => {
      text = { failed: error };
      throw error;
    });
    text = allowed ? 'gone' : 'held-back';
    if (!allowed) throw new Error('another worker sends it');
    yield content;
  }
  const stream = Readable.from(letGo());
  const stage = () => text;
  try {
    const answer = await new Promise<string>((resolve, reject) => {
      connection.on('error', reject);
      const send = () =>
        connection.send({ from: envelope.from, to: [envelope.to], size: content.length }, stream, (error, info) =>
          error ? reject(error) : resolve(info.response),
        );
      connection.connect((error) => {
        if (error) return reject(error);
        if (auth === null) return send();
        return connection.login({ ...auth, credentials: auth }, (refusal) => (refusal ? reject(refusal) : send()));
      });
    });
    connection.quit();
    return { outcome: 'sent', answer: plain(answer), textLeft: true };
  } catch (error) {
    connection.close();
    const reached = stage();
    if (typeof reached === 'object') throw reached.failed;
    if (reached === 'held-back') return { outcome: 'overtaken' };
    return classify(error as NodemailerError, reached === 'gone');
  }
}

/** Only an answer to this recipient or this text is a refusal: a server that does not let us in, or does not know our sender, may be set right. */
function classify({ code, command, responseCode, response, message }: NodemailerError, textLeft: boolean): Posted {
  const told = { answer: plain(response ?? message), textLeft };
  if (responseCode === undefined) return { ...told, outcome: textLeft ? 'in-doubt' : 'postponed' };
  const aboutIt = code === 'EMESSAGE' || (code === 'EENVELOPE' && command !== 'MAIL FROM');
  const forGood = responseCode >= 500 && responseCode < 600 && responseCode !== 503;
  return { ...told, outcome: aboutIt && forGood ? 'refused' : 'postponed' };
}

/** One line, without addresses: servers like to name the recipient. */
function plain(answer: string): string {
  const line = answer.replace(/\s+/g, ' ').replace(/<[^<>]*@[^<>]*>|[^\s<>()",;:[\]]+@[^\s<>()",;:[\]]+/g, '(address)');
  return fitText(line.trim(), LONGEST_ANSWER);
}
