/** Shopify's tags that liquidjs does not have, or has otherwise: section, form, style, and `render block`. */
import {
  Hash,
  RenderTag,
  Tag,
  type Context,
  type Emitter,
  type Liquid,
  type Parser,
  type TagToken,
  type Template,
  type TopLevelToken,
} from 'liquidjs';
import { escapeHtml } from '#devstore/storefront/product-json.ts';

/** What a page lends to its tags, under the global `__render`. */
export type RenderAccess = { section(name: string): Promise<string> };

export function registerTags(engine: Liquid): void {
  engine.registerTag('section', SectionTag);
  engine.registerTag('form', FormTag);
  engine.registerTag('style', StyleTag);
  engine.registerTag('render', RenderBlockTag);
}

/** {% section 'header' %}: a section that stands in the layout. */
class SectionTag extends Tag {
  private readonly file: string;

  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    this.file = /['"]([\w-]+)['"]/.exec(token.args)?.[1] ?? '';
  }

  override *render(context: Context): Generator<unknown, string, string> {
    const access = (context.globals as { __render?: RenderAccess }).__render;
    if (access === undefined) throw new Error('dev store: {% section %} works in a theme only');
    return yield access.section(this.file);
  }
}

/** Actions of the forms a theme may make; any other kind is refused by name. */
const actions: Record<string, string> = {
  product: '/cart/add',
  cart: '/cart',
  customer_login: '/account/login',
  storefront_password: '/password',
};

class FormTag extends Tag {
  private readonly kind: string;
  private readonly hash: Hash;
  private readonly templates: Template[] = [];

  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, remaining, liquid);
    this.kind = /^\s*['"]([\w-]+)['"]/.exec(token.args)?.[1] ?? '';
    this.hash = new Hash(token.args.replace(/^\s*['"][\w-]+['"]\s*(,\s*[\w.]+(?=\s*(,|$)))?/, ''));
    const stream = parser.parseStream(remaining);
    stream
      .on('template', (template: Template) => this.templates.push(template))
      .on('tag:endform', () => stream.stop())
      .on('end', () => {
        throw new Error('{% form %} is not closed');
      })
      .start();
  }

  override *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const action = actions[this.kind];
    if (action === undefined) throw new Error(`dev store: {% form '${this.kind}' %} is not imitated`);
    const attributes = (yield this.hash.render(context)) as Record<string, unknown>;
    const root = String(context.getSync(['routes', 'root_url'])).replace(/\/$/, '');
    const text = Object.entries({ method: 'post', action: `${root}${action}`, 'accept-charset': 'UTF-8', ...attributes })
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`)
      .join('');
    emitter.write(
      `<form${text}><input type="hidden" name="form_type" value="${this.kind}"><input type="hidden" name="utf8" value="✓">`,
    );
    yield this.liquid.renderer.renderTemplates(this.templates, context, emitter);
    emitter.write('</form>');
  }
}

class StyleTag extends Tag {
  private readonly templates: Template[] = [];

  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, remaining, liquid);
    const stream = parser.parseStream(remaining);
    stream
      .on('template', (template: Template) => this.templates.push(template))
      .on('tag:endstyle', () => stream.stop())
      .start();
  }

  override *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    emitter.write('<style data-shopify>');
    yield this.liquid.renderer.renderTemplates(this.templates, context, emitter);
    emitter.write('</style>');
  }
}

/** {% render block %} puts an app block where a section has its @app slot; everything else is the ordinary {% render 'snippet' %}. */
class RenderBlockTag extends Tag {
  private readonly snippet: RenderTag | null;

  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, remaining, liquid);
    this.snippet = /^\s*block\s*$/.test(token.args) ? null : new RenderTag(token, remaining, liquid, parser);
  }

  override *render(context: Context, emitter: Emitter): Generator<unknown, unknown, unknown> {
    if (this.snippet !== null) return yield this.snippet.render(context, emitter);
    return context.getSync(['block', '__html']);
  }
}
