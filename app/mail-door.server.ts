/** The page behind "No more e-mails of this kind", and the button of mail programs (RFC 8058), which posts without showing a page. */
import express from 'express';
import type { Context } from './context.server.ts';
import { mailWords } from './i18n/mail-words.ts';
import { directionOf } from './i18n/shopper-languages.ts';
import { changeRefusal, type LeaveLink, readLeaveLink } from './services/refuse-mail.server.ts';

/** Opening the link changes nothing: programs that look at every link in an e-mail would refuse for people. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** Mount at LEAVE_PATH. */
export function createMailDoor(context: Context): express.Router {
  const door = express.Router();
  door.use((_req, res, next) => {
    res.set({
      'Cache-Control': 'no-store',
      'Content-Security-Policy': POLICY,
      'X-Robots-Tag': 'noindex',
      'Referrer-Policy': 'no-referrer',
    });
    next();
  });
  door.use(express.urlencoded({ extended: false, limit: 1024 }));
  door.get('/:link', (req, res) => void answer(req, res, 'look'));
  door.post(
    '/:link',
    (req, res) => void answer(req, res, (req.body as { wish?: unknown } | undefined)?.wish === 'return' ? 'return' : 'leave'),
  );

  async function answer(req: express.Request, res: express.Response, wish: 'look' | 'leave' | 'return'): Promise<void> {
    const link = readLeaveLink(context, req.params['link'] ?? '');
    try {
      const shopName = link === null ? null : await changeRefusal(context, link, wish);
      if (link === null || shopName === null)
        return void res
          .status(404)
          .type('html')
          .send(page('en', [mailWords('en').leave.broken]));
      res.type('html').send(pageOf(link, shopName, wish));
    } catch (error) {
      context.log.error({ error }, 'a refusal of e-mails was not kept');
      res.status(503).set('Retry-After', '60').type('text').send('Please try again in a minute.');
    }
  }
  return door;
}

function pageOf({ locale }: LeaveLink, shop: string, wish: 'look' | 'leave' | 'return'): string {
  const { leave, finish } = mailWords(locale);
  const say = (text: string) => finish(text);
  if (wish === 'look')
    return page(locale, [say(leave.heading(shop)), say(leave.text(shop))], { wish: 'leave', text: say(leave.button) });
  if (wish === 'leave') return page(locale, [say(leave.done(shop))], { wish: 'return', text: say(leave.undo) });
  return page(locale, [say(leave.undone(shop))], { wish: 'leave', text: say(leave.button) });
}

const STYLE = `:root{color-scheme:light dark}body{margin:0;font:1rem/1.5 system-ui,sans-serif;background:#f3f2ef;color:#202426}main{max-width:32rem;margin:12vh auto;padding:0 1.25rem}
h1{font-size:1.375rem;line-height:1.35}button{font:inherit;font-weight:600;min-height:44px;padding:0 1.25rem;border:0;border-radius:8px;background:#1a5c4a;color:#fff;cursor:pointer}
@media(prefers-color-scheme:dark){body{background:#17191a;color:#eceeee}button{background:#8ad8bd;color:#0d221b}}`;

function page(locale: string, [heading = '', ...texts]: string[], form: { wish: string; text: string } | null = null): string {
  const { language } = mailWords(locale);
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(heading)}</title><style>${STYLE}</style></head>
<body><main><h1>${escape(heading)}</h1>
${texts.map((text) => `<p>${escape(text)}</p>`).join('\n')}
${form === null ? '' : `<form method="post"><input type="hidden" name="wish" value="${form.wish}"><button>${escape(form.text)}</button></form>`}
</main></body></html>
`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
