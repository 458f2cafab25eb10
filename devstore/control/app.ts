/** The control page at /__dev and its JSON API: a person or a test plays shopper, merchant, clock and bad network. */
import type { Express } from 'express';
import type { Store } from '#devstore/state.ts';

export declare function createControl(store: Store): Express;
