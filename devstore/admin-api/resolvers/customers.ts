import { allows } from '#devstore/auth/install.ts';
import { count, idOf, money, notImitated, type Answer, type ApiContext, type Fields } from '#devstore/admin-api/answers.ts';
import { connection, type PageArgs } from '#devstore/admin-api/connections.ts';
import { addressAnswer } from '#devstore/admin-api/resolvers/addresses.ts';
import { metafieldFields } from '#devstore/admin-api/resolvers/metafields.ts';
import { orderAnswer, orderConnection, ordersOf } from '#devstore/admin-api/resolvers/orders.ts';
import { storeCreditConnection } from '#devstore/admin-api/resolvers/store-credit.ts';
import { searchFilter, type SearchFields } from '#devstore/admin-api/search.ts';
import { orderTotals } from '#devstore/orders/order-totals.ts';
import { fromMinor } from '#devstore/pricing/minor-units.ts';
import { gid } from '#devstore/store.ts';
import type { CustomerState } from '#devstore/state.ts';

type CustomersArgs = PageArgs & { query?: string | null; sortKey?: string | null };
type Identifier = { id?: string; emailAddress?: string; phoneNumber?: string; customId?: unknown };

export function customerQueries(context: ApiContext): Fields {
  const { shop } = context;
  const find = (id: string) => shop.customers.get(idOf(id));
  return {
    customer: ({ id }: { id: string }) => orNull(find(id), (customer) => customerAnswer(context, customer)),
    customers: (args: CustomersArgs) =>
      connection(filtered(context, args.query), args, {
        type: 'Customer',
        id: (customer) => customer.id,
        ...sortedBy(args.sortKey),
        node: (customer) => customerAnswer(context, customer),
      }),
    customersCount: ({ query }: { query?: string | null }) => count(filtered(context, query).length),
    customerByIdentifier: ({ identifier }: { identifier: Identifier }) =>
      orNull(byIdentifier(context, identifier), (customer) => customerAnswer(context, customer)),
  };
}

export function customerAnswer(context: ApiContext, customer: CustomerState): Answer {
  const { shop } = context;
  const id = gid('Customer', customer.id);
  const name = [customer.firstName, customer.lastName].filter((part) => part !== null).join(' ');
  const all = () => [...shop.orders.values()].filter((order) => order.customerId === customer.id && !order.test);
  return {
    __typename: 'Customer',
    id,
    legacyResourceId: customer.id,
    firstName: customer.firstName,
    lastName: customer.lastName,
    displayName: name === '' ? (customer.email ?? customer.phone ?? '') : name,
    email: customer.email,
    phone: customer.phone,
    defaultEmailAddress: customer.email === null ? null : { __typename: 'CustomerEmailAddress', emailAddress: customer.email },
    defaultPhoneNumber: customer.phone === null ? null : { __typename: 'CustomerPhoneNumber', phoneNumber: customer.phone },
    defaultAddress: () => orNull(customer.addresses[0], (address) => addressAnswer(address, `${customer.id}1`)),
    locale: customer.locale,
    note: customer.note,
    state: customer.state.toUpperCase(),
    tags: customer.tags,
    verifiedEmail: customer.email !== null,
    createdAt: customer.createdAt,
    updatedAt: customer.updatedAt,
    numberOfOrders: () => String(all().length),
    amountSpent: () => {
      const spent = all()
        .map((order) => orderTotals(order))
        .reduce((sum, totals) => sum + totals.paid - totals.refunded, 0);
      return money(fromMinor(spent, shop.currency), shop.currency);
    },
    lastOrder: () => {
      const orders = ordersOf(context, customer.id);
      return orNull(orders[orders.length - 1], (order) => orderAnswer(context, order));
    },
    orders: (args: PageArgs & { query?: string | null; sortKey?: string | null }) =>
      orderConnection(context, ordersOf(context, customer.id), args),
    storeCreditAccounts: (args: PageArgs) => storeCreditConnection(context, customer.id, args),
    ...metafieldFields(context, id),
  };
}

function byIdentifier(context: ApiContext, identifier: Identifier): CustomerState | undefined {
  if (identifier.customId !== undefined) throw notImitated('customerByIdentifier(customId)');
  if (identifier.id !== undefined) return context.shop.customers.get(idOf(identifier.id));
  const email = identifier.emailAddress?.toLowerCase();
  return [...context.shop.customers.values()].find((customer) =>
    email === undefined ? customer.phone === identifier.phoneNumber : customer.email?.toLowerCase() === email,
  );
}

function filtered(context: ApiContext, query: string | null | undefined): CustomerState[] {
  const ordersCount = (customer: CustomerState) => ordersOf(context, customer.id).filter((order) => !order.test).length;
  const search: SearchFields<CustomerState> = {
    words: (customer) => [customer.firstName, customer.lastName, customer.email, customer.phone],
    fields: {
      id: { kind: 'number', read: (customer) => Number(customer.id) },
      email: { kind: 'text', read: (customer) => [customer.email] },
      phone: { kind: 'text', read: (customer) => [customer.phone] },
      first_name: { kind: 'text', read: (customer) => [customer.firstName] },
      last_name: { kind: 'text', read: (customer) => [customer.lastName] },
      state: { kind: 'text', read: (customer) => [customer.state] },
      tag: { kind: 'text', read: (customer) => customer.tags },
      country: { kind: 'text', read: (customer) => customer.addresses.map((address) => address.countryCode) },
      customer_date: { kind: 'time', read: (customer) => customer.createdAt },
      updated_at: { kind: 'time', read: (customer) => customer.updatedAt },
      ...(allows(context.scopes, 'read_orders') ? { orders_count: { kind: 'number', read: ordersCount } as const } : {}),
    },
  };
  return [...context.shop.customers.values()].filter(searchFilter(query, search));
}

function sortedBy(key: string | null | undefined): { sortValue?: (customer: CustomerState) => string } {
  switch (key ?? 'ID') {
    case 'ID':
    case 'RELEVANCE':
      return {};
    case 'CREATED_AT':
      return { sortValue: (customer) => customer.createdAt };
    case 'UPDATED_AT':
      return { sortValue: (customer) => customer.updatedAt };
    case 'NAME':
      return { sortValue: (customer) => `${customer.lastName ?? ''}, ${customer.firstName ?? ''}` };
    default:
      throw notImitated(`sorting customers by ${key}`);
  }
}

function orNull<From, To>(value: From | undefined, make: (value: From) => To): To | null {
  return value === undefined ? null : make(value);
}
