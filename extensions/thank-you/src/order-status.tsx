import type { Api } from '@shopify/ui-extensions/customer-account.order-status.block.render';
import { render } from 'preact';
import { Quiet } from '../../sharing-source/quiet.tsx';
import { useSignal } from '../../sharing-source/use-signal.ts';
import { AfterPurchase } from './after-purchase.tsx';
import { pageOf } from './page-of.ts';

declare const shopify: Api;

/** The app takes answers for so long (note-answer.server.ts). */
const ANSWERS_COUNT_FOR = 30 * 86_400_000;

export default function extension(): void {
  render(
    <Quiet>
      <OrderStatus />
    </Quiet>,
    document.body,
  );
}

function OrderStatus() {
  const order = useSignal(shopify.order);
  const proof =
    order?.confirmationNumber === undefined || order.cancelledAt !== undefined || isOld(order.processedAt)
      ? null
      : { orderId: order.id, confirmationNumber: order.confirmationNumber };
  return <AfterPurchase page={pageOf(shopify)} order={proof} />;
}

function isOld(processedAt: string | undefined): boolean {
  return processedAt !== undefined && Date.now() - Date.parse(processedAt) > ANSWERS_COUNT_FOR;
}
