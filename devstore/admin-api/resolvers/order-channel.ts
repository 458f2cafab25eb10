import type { Answer, Fields } from '#devstore/admin-api/answers.ts';
import { salesChannel } from '#devstore/orders/sales-channel.ts';
import { gid } from '#devstore/store.ts';
import type { OrderState } from '#devstore/state.ts';

/** Where an order came from: `app` and `channelInformation` of an order. */
export function channelFields(order: OrderState): Fields {
  const channel = salesChannel(order.sourceName);
  return {
    sourceName: order.sourceName,
    sourceIdentifier: null,
    app: channel === null ? null : { __typename: 'OrderApp', id: gid('App', String(channel.appId)), name: channel.name },
    channelInformation: channel === null ? null : channelAnswer(order, channel),
  };
}

function channelAnswer(order: OrderState, channel: NonNullable<ReturnType<typeof salesChannel>>): Answer {
  const id = `${order.id}3`;
  return {
    __typename: 'ChannelInformation',
    id: gid('ChannelInformation', id),
    channelId: gid('ChannelInformation', id),
    displayName: channel.name,
    channelDefinition: () =>
      channel.handle === null
        ? null
        : {
            __typename: 'ChannelDefinition',
            id: gid('ChannelDefinition', channel.handle),
            handle: channel.handle,
            channelName: channel.name,
            subChannelName: channel.name,
            isMarketplace: false,
          },
  };
}
