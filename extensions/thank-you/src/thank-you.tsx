import type { Api } from '@shopify/ui-extensions/purchase.thank-you.block.render';
import { render } from 'preact';
import { Quiet } from '../../sharing-source/quiet.tsx';
import { useSignal } from '../../sharing-source/use-signal.ts';
import { AfterPurchase } from './after-purchase.tsx';
import { pageOf } from './page-of.ts';

declare const shopify: Api;

export default function extension(): void {
  render(
    <Quiet>
      <ThankYou />
    </Quiet>,
    document.body,
  );
}

function ThankYou() {
  const confirmation = useSignal(shopify.orderConfirmation);
  const order =
    confirmation?.number === undefined ? null : { orderId: confirmation.order.id, confirmationNumber: confirmation.number };
  return <AfterPurchase page={pageOf(shopify)} order={order} />;
}
