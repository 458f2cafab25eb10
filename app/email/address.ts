/**
 * A bare address to send to; null when the text is none. Nothing passes that could mean a second recipient, a name or another line:
 * quotes, brackets, commas, spaces, control characters.
 */
export function sendableAddress(text: string | null): string | null {
  const address = (text ?? '').normalize('NFC').trim();
  const [, mailbox = '', host = ''] =
    /^([^\s\p{Cc}"(),:;<>@[\]\\]+)@([^\s\p{Cc}"(),:;<>@[\]\\]+\.[^\s\p{Cc}"(),:;<>@[\]\\]+)$/u.exec(address) ?? [];
  return mailbox !== '' && mailbox.length <= 64 && host.length <= 255 ? address : null;
}
