/** Reads shopify.app.toml into what Shopify would know of the app after `shopify app deploy`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, type TomlTable } from 'smol-toml';
import { resolveNamespace } from '#devstore/metafields.ts';
import { missingScope } from '#devstore/webhooks/topic-scopes.ts';
import type { AppState, MetafieldDefinitionState } from '#devstore/state.ts';

const root = path.resolve(import.meta.dirname, '..');
const appId = '271828';

export function readAppConfig(options: { apiKey?: string; apiSecret: string; appOrigin: string; configFile?: string }): AppState {
  const file = options.configFile ?? path.join(root, 'shopify.app.toml');
  const config = parse(readFileSync(file, 'utf8'));
  const scopes = table(config, 'access_scopes');
  const proxy = table(config, 'app_proxy');
  const webhooks = table(config, 'webhooks');
  const required = text(scopes, 'scopes').split(',');
  const topics = tables(webhooks, 'subscriptions').flatMap((subscription) => texts(subscription, 'topics'));
  for (const topic of topics) {
    const missing = missingScope(topic, required);
    if (missing !== null)
      throw new Error(`shopify.app.toml: the topic ${topic} needs the scope ${missing}, or no deploy takes it`);
  }
  return {
    id: appId,
    apiKey: options.apiKey ?? text(config, 'client_id'),
    apiSecret: options.apiSecret,
    handle: text(config, 'handle'),
    name: text(config, 'name'),
    url: text(config, 'application_url').replace(/\/$/, ''),
    origin: options.appOrigin,
    scopes: required,
    optionalScopes: texts(scopes, 'optional_scopes'),
    proxy: { prefix: text(proxy, 'prefix'), subpath: text(proxy, 'subpath'), url: text(proxy, 'url') },
    webhookApiVersion: text(webhooks, 'api_version'),
    subscriptions: tables(webhooks, 'subscriptions').flatMap((subscription) =>
      [...texts(subscription, 'topics'), ...texts(subscription, 'compliance_topics')].map((topic) => ({
        topic,
        uri: text(subscription, 'uri'),
        includeFields: texts(subscription, 'include_fields'),
        filter: optionalText(subscription, 'filter'),
        name: optionalText(subscription, 'name'),
      })),
    ),
    extensionDir: path.join(path.dirname(file), 'extensions/storefront'),
    metafieldDefinitions: [
      ...definitions(config, 'customer', 'CUSTOMER'),
      ...definitions(config, 'order', 'ORDER'),
      ...definitions(config, 'product', 'PRODUCT'),
    ],
  };
}

/** `[customer.metafields.app.referral_link]` declares `$app` + key. */
function definitions(config: TomlTable, owner: string, ownerType: MetafieldDefinitionState['ownerType']) {
  const declared = optionalTable(optionalTable(optionalTable(config, owner), 'metafields'), 'app');
  return Object.keys(declared).map((key) => {
    const definition = table(declared, key);
    return {
      ownerType,
      namespace: resolveNamespace({ id: appId }, '$app'),
      key,
      type: text(definition, 'type'),
      name: text(definition, 'name'),
      description: optionalText(definition, 'description'),
    };
  });
}

function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function optionalTable(from: TomlTable, key: string): TomlTable {
  const value = from[key];
  return isTable(value) ? value : {};
}

function table(from: TomlTable, key: string): TomlTable {
  const value = from[key];
  if (!isTable(value)) throw new Error(`shopify.app.toml: [${key}] is missing`);
  return value;
}

function tables(from: TomlTable, key: string): TomlTable[] {
  const value = from[key];
  return Array.isArray(value) ? value.filter(isTable) : [];
}

function optionalText(from: TomlTable, key: string): string | null {
  const value = from[key];
  return typeof value === 'string' ? value : null;
}

function text(from: TomlTable, key: string): string {
  const value = optionalText(from, key);
  if (value === null) throw new Error(`shopify.app.toml: ${key} is missing`);
  return value;
}

function texts(from: TomlTable, key: string): string[] {
  const value = from[key];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
