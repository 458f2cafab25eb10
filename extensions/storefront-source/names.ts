/** The names of app/domain/storefront-contract.ts that the scripts need; a test holds the two together (the contract brings zod along). */
export const REF_PARAMETER = 'ref';
export const CART_ATTRIBUTE = '__vouchsafe';
export const STORAGE_KEY = 'vouchsafe';
/**
 * An advocate's code as it stands in a link, misread characters included (app/domain/readable-code.ts), or one that they chose behind a
 * tilde (app/domain/chosen-code.ts), with whatever is left of its seal; other apps use ?ref= for words.
 */
export const LINK_SHAPE = /^(~[A-Z\d]{3,20}|[2-9CDFHJKMNPRTVWXYZSGBUOQ0]{10})(\.[2-9CDFHJKMNPRTVWXYZSGBUOQ0]{0,10})?$/;
