/** One e-mail as its reader sees it, beside its plain text and what came over the wire. */
import { html, type Markup } from '#devstore/admin-shell/html.ts';
import type { MailState } from '#devstore/state.ts';

export function mailPage(mail: MailState): string {
  const rows: [string, string][] = [
    ['From', `${mail.from.name} <${mail.from.address}>`],
    ['To', mail.to.join(', ')],
    ['Reply to', mail.replyTo ?? mail.from.address],
    ['Date', mail.at.replace('T', ' ').replace('Z', ' UTC')],
  ];
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${mail.subject}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/__dev/assets/control.css" />
      </head>
      <body>
        <header class="top">
          <h1>${mail.subject}</h1>
        </header>
        <main class="mail">
          <section class="card">
            <dl>
              ${rows.map(
                ([name, text]) =>
                  html`<dt>${name}</dt>
                    <dd>${text}</dd>`,
              )}
            </dl>
          </section>
          ${mail.html === null ? null : framed(mail.html)}
          <section class="card">
            <h2>Plain text</h2>
            <pre tabindex="0">${mail.text}</pre>
          </section>
          <section class="card">
            <details>
              <summary>As it came</summary>
              <pre tabindex="0">${mail.raw}</pre>
            </details>
          </section>
        </main>
      </body>
    </html>`;
  return page.markup;
}

/** Without scripts, and with nothing of this page's: a mail program gives it no more. Links open in a window of their own. */
function framed(content: string): Markup {
  return html`<iframe
    title="The e-mail"
    sandbox="allow-popups"
    srcdoc="${content.replace('<head>', '<head><base target="_blank">')}"
  ></iframe>`;
}
