/** POST /admin/api/{version}/graphql.json */
import type { RequestHandler } from 'express';
import type { Store } from '#devstore/state.ts';

export function adminGraphql(_store: Store): RequestHandler {
  return (_request, response) => {
    response.status(501).json({ errors: 'dev store: the Admin API is not imitated' });
  };
}
