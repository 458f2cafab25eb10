import type { Answer } from '#devstore/admin-api/answers.ts';
import { provinceName } from '#devstore/orders/provinces.ts';
import { gid } from '#devstore/store.ts';
import type { AddressState } from '#devstore/state.ts';

const countries = new Intl.DisplayNames('en', { type: 'region' });

/** @param id numeric id of the address, made of its owner's */
export function addressAnswer(address: AddressState, id: string): Answer {
  return {
    __typename: 'MailingAddress',
    id: gid('MailingAddress', id),
    firstName: address.firstName,
    lastName: address.lastName,
    name: `${address.firstName} ${address.lastName}`,
    company: null,
    address1: address.address1,
    address2: address.address2 ?? null,
    city: address.city,
    zip: address.zip,
    province: provinceName(address.countryCode, address.provinceCode),
    provinceCode: address.provinceCode,
    country: countries.of(address.countryCode) ?? null,
    countryCode: address.countryCode,
    countryCodeV2: address.countryCode,
    phone: address.phone,
  };
}
