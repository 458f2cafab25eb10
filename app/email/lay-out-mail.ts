/** One look for all e-mails: plain text, and HTML of nested tables that reads well in every program, in the dark and by voice. Nothing is fetched. */
import { directionOf, type ShopperLanguage } from '../i18n/shopper-languages.ts';

export type MailContent = {
  language: ShopperLanguage;
  shopName: string;
  shopUrl: string;
  subject: string;
  /** Shown beside the subject in lists. */
  preview: string;
  heading: string;
  greeting: string;
  paragraphs: string[];
  /** What it is about: its worth, the code that gives it, how it may be used. */
  box: { title: string; code: { label: string; text: string } | null; lines: string[] } | null;
  button: { text: string; url: string } | null;
  closing: string[];
  /** Why it came. */
  footer: string[];
  /** The last line: how to get no more of it. */
  leave?: { text: string; url: string };
};

/** `language`: BCP 47 */
export type LaidOutMail = { subject: string; text: string; html: string; language: string };

/** Ready for the mail server. */
export type PreparedMail = LaidOutMail & {
  to: string;
  replyTo: string | null;
  senderName: string;
  /** Where one click ends e-mails of this kind; absent where they cannot be refused. */
  unsubscribeUrl?: string;
};

export function layOutMail(content: MailContent): LaidOutMail {
  return { subject: content.subject, text: textOf(content), html: htmlOf(content), language: content.language };
}

function textOf({ heading, greeting, paragraphs, box, button, closing, footer, leave, shopName, shopUrl }: MailContent): string {
  const parts = [
    heading,
    greeting,
    ...paragraphs,
    ...(box === null
      ? []
      : [[box.title, ...(box.code === null ? [] : [`${box.code.label}: ${box.code.text}`]), ...box.lines].join('\n')]),
    ...(button === null ? [] : [`${button.text}: ${button.url}`]),
    ...closing,
    `-- \n${[...footer, shopName, shopUrl, ...(leave === undefined ? [] : [`${leave.text}: ${leave.url}`])].join('\n')}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Colours by part; the dark ones where the program says that its reader prefers them. */
const STYLE = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  body { margin: 0; padding: 0; width: 100%; -webkit-text-size-adjust: 100%; }
  a { color: #1a5c4a; }
  @media (max-width: 480px) {
    .outer { padding: 0 !important; }
    .card { border-radius: 0 !important; padding: 28px 20px !important; }
    .button { display: block !important; }
  }
  @media (prefers-color-scheme: dark) {
    .page { background-color: #17191a !important; }
    .card { background-color: #212425 !important; border-color: #3a3f41 !important; }
    .text, .title { color: #eceeee !important; }
    .quiet { color: #b4babc !important; }
    .box { background-color: #2b3031 !important; border-color: #4a5153 !important; }
    .code { background-color: #17191a !important; color: #ffffff !important; border-color: #6d7678 !important; }
    .button { background-color: #8ad8bd !important; color: #0d221b !important; }
    a { color: #8ad8bd !important; }
    a.button { color: #0d221b !important; }
  }`;

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%"';

function htmlOf(content: MailContent): string {
  const { language, subject, preview, heading, greeting, paragraphs, box, button, closing, footer, leave, shopName, shopUrl } =
    content;
  const paragraph = (text: string) =>
    `<p class="text" style="margin:0 0 16px;color:#202426;${FONT};font-size:16px;line-height:24px">${escape(text)}</p>`;
  const quiet = (text: string) =>
    `<p class="quiet" style="margin:0 0 8px;color:#5b6366;${FONT};font-size:13px;line-height:19px">${text}</p>`;
  // Programs that show mail in a page of theirs drop the document and keep its body, or only what is in it.
  const tongue = `lang="${language}" dir="${directionOf(language)}"`;
  return `<!doctype html>
<html ${tongue}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${escape(subject)}</title>
<style>${STYLE}
</style>
</head>
<body class="page" ${tongue} style="margin:0;padding:0;background-color:#f3f2ef">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escape(preview)}</div>
<table ${TABLE} ${tongue} class="page" style="background-color:#f3f2ef"><tr><td class="outer" align="center" style="padding:24px 12px">
<table ${TABLE} style="max-width:560px"><tr><td class="card" style="background-color:#ffffff;border:1px solid #e0ddd6;border-radius:12px;padding:36px 40px;overflow-wrap:anywhere">
<p class="quiet" style="margin:0 0 20px;color:#5b6366;${FONT};font-size:14px;line-height:20px;font-weight:600">${escape(shopName)}</p>
<h1 class="title" style="margin:0 0 20px;color:#202426;${FONT};font-size:24px;line-height:31px;font-weight:700">${escape(heading)}</h1>
${[greeting, ...paragraphs].map(paragraph).join('\n')}
${box === null ? '' : boxOf(box)}
${button === null ? '' : buttonOf(button)}
${closing.map(paragraph).join('\n')}
</td></tr></table>
<table ${TABLE} style="max-width:560px"><tr><td style="padding:20px 20px 8px;overflow-wrap:anywhere">
${footer.map((line) => quiet(escape(line))).join('\n')}
${quiet(`<a href="${escape(shopUrl)}" style="color:#1a5c4a">${escape(shopName)}</a>`)}
${leave === undefined ? '' : quiet(`<a href="${escape(leave.url)}" style="color:#1a5c4a">${escape(leave.text)}</a>`)}
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

function boxOf({ title, code, lines }: NonNullable<MailContent['box']>): string {
  const label = (text: string) =>
    `<p class="quiet" style="margin:0 0 6px;color:#5b6366;${FONT};font-size:14px;line-height:20px">${escape(text)}</p>`;
  return `<table ${TABLE} style="margin:0 0 24px"><tr><td class="box" align="center" style="background-color:#f3f7f5;border:1px solid #cfdcd6;border-radius:10px;padding:24px 16px 18px">
<h2 class="title" style="margin:0 0 14px;color:#202426;${FONT};font-size:22px;line-height:28px;font-weight:700">${escape(title)}</h2>
${
  code === null
    ? ''
    : `${label(code.label)}
<p class="code" dir="ltr" style="display:inline-block;margin:0 0 14px;padding:10px 16px;background-color:#ffffff;border:1px dashed #7d8a84;border-radius:8px;color:#202426;font-family:ui-monospace,Menlo,Consolas,'Courier New',monospace;font-size:18px;line-height:26px;font-weight:700;letter-spacing:1px;word-break:break-all">${escape(code.text)}</p>`
}
${lines.map(label).join('\n')}
</td></tr></table>`;
}

function buttonOf({ text, url }: NonNullable<MailContent['button']>): string {
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" style="margin:0 0 24px"><tr><td align="center">
<a class="button" href="${escape(url)}" style="display:inline-block;padding:13px 28px;background-color:#1a5c4a;border-radius:8px;color:#ffffff;${FONT};font-size:16px;line-height:22px;font-weight:600;text-align:center;text-decoration:none">${escape(text)}</a>
</td></tr></table>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
