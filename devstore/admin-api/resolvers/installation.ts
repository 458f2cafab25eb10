import { isGiven, apiError, parseGid, type Answer, type ApiContext, type Fields } from '#devstore/admin-api/answers.ts';
import { metafieldFields } from '#devstore/admin-api/resolvers/metafields.ts';
import { revokeOptionalScopes } from '#devstore/auth/install.ts';
import { gid } from '#devstore/store.ts';

export function installationQueries(context: ApiContext): Fields {
  return {
    currentAppInstallation: () => installationAnswer(context),
    app: ({ id }: { id?: string | null }) =>
      !isGiven(id) || parseGid(id)?.id === context.store.app.id ? appAnswer(context) : null,
  };
}

export function installationMutations(context: ApiContext): Fields {
  return {
    appRevokeAccessScopes: ({ scopes }: { scopes: string[] }) => {
      const granted = context.shop.grantedScopes;
      const problem = scopes.find((scope) => !granted.includes(scope)) ?? null;
      const required = scopes.find((scope) => context.store.app.scopes.includes(scope)) ?? null;
      if (problem !== null || required !== null) {
        const error =
          problem === null
            ? { message: `The scope ${required} is required by the app.`, code: 'CANNOT_REVOKE_REQUIRED_SCOPES' }
            : { message: `The scope ${problem} is not granted.`, code: 'CANNOT_REVOKE_UNDECLARED_SCOPES' };
        return {
          revoked: null,
          userErrors: [{ __typename: 'AppRevokeAccessScopesAppRevokeScopeError', field: ['scopes'], ...error }],
        };
      }
      revokeOptionalScopes(context.store, context.shop, scopes);
      return { revoked: scopes.map(scopeAnswer), userErrors: [] };
    },
  };
}

/** The app's installation; the only one an app may see. */
export function installationAnswer(context: ApiContext): Answer {
  const id = gid('AppInstallation', context.shop.installationId);
  return {
    __typename: 'AppInstallation',
    id,
    accessScopes: () => context.scopes.map(scopeAnswer),
    app: () => appAnswer(context),
    launchUrl: `https://${context.shop.domain}/admin/apps/${context.store.app.handle}`,
    uninstallUrl: null,
    // Billing is not imitated, so nothing can have been bought.
    activeSubscriptions: [],
    ...metafieldFields(context, id),
  };
}

export function appAnswer(context: ApiContext): Answer {
  const { app } = context.store;
  return {
    __typename: 'App',
    id: gid('App', app.id),
    apiKey: app.apiKey,
    handle: app.handle,
    title: app.name,
    embedded: true,
    requestedAccessScopes: () => app.scopes.map(scopeAnswer),
    optionalAccessScopes: () => app.optionalScopes.map(scopeAnswer),
    webhookApiVersion: app.webhookApiVersion,
  };
}

function scopeAnswer(handle: string): Answer {
  const [verb, ...what] = handle.split('_');
  if (verb === undefined) throw apiError(`No such scope: ${handle}`, 'BAD_REQUEST');
  return { __typename: 'AccessScope', handle, description: `${verb === 'write' ? 'Modify' : 'Read'} ${what.join(' ')}` };
}
