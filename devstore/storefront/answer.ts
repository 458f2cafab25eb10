/** Express 4 does not wait for promises: a rejected one becomes an error of the request. */
import type { NextFunction, Request, RequestHandler, Response } from 'express';

export function answer(handler: (request: Request, response: Response, next: NextFunction) => Promise<void>): RequestHandler {
  return (request, response, next) => {
    handler(request, response, next).catch(next);
  };
}
