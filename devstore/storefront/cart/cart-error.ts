/** Answers of the AJAX cart API when something is wrong, in the shapes of Shopify's documentation. */

/** Thrown by cart changes; the change may have been made in part (the most that is in stock was added). */
export class CartError extends Error {
  readonly status: number;
  readonly body: { status: number | string; message: string; description: string };

  constructor(status: number, message: string, description: string, code: number | string = status) {
    super(description);
    this.status = status;
    this.body = { status: code, message, description };
  }
}

export function unknownVariant(): CartError {
  return new CartError(404, 'Cart Error', 'Cannot find variant');
}

export function soldOut(title: string): CartError {
  return new CartError(422, 'Cart Error', `The product '${title}' is already sold out.`);
}

export function onlySoManyAdded(count: number): CartError {
  const message =
    count === 0
      ? 'The maximum quantity of this item is already in your cart.'
      : `Only ${count} ${count === 1 ? 'item was' : 'items were'} added to your cart.`;
  return new CartError(422, message, message);
}

export function missingLine(): CartError {
  return new CartError(400, 'no valid id or line parameter', 'no valid id or line parameter', 'bad_request');
}

export function badParameter(description: string): CartError {
  return new CartError(400, 'Parameter Missing or Invalid', description);
}
