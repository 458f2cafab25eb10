/** Advocates: the customers who share. The only writer of the table, apart from redaction. */
import { Prisma } from '@prisma/client';
import type { Sql, Transaction } from '../db.server.ts';
import { CHOSEN_MARK } from '../domain/chosen-code.ts';
import type { AdvocateFacts, PersonalHash, PersonFacts } from '../domain/facts.ts';

/** A customer to enrol; what is not known yet is null and can be added later (`describeAdvocates`). */
export type NewAdvocate = {
  /** Numeric part of the customer gid. */
  customerId: string;
  emailHash: PersonalHash | null;
  phoneHash: PersonalHash | null;
  nameSealed: Uint8Array | null;
  emailSealed: Uint8Array | null;
  /** Keyed hashes of the words of name and address, for search. */
  nameSearch: PersonalHash[];
  /** What they shop in, where it is known; ISO 4217. */
  currency?: string;
};

/** `isLinked`: their link was written into the customer's metafield. */
export type EnrolledAdvocate = { customerId: string; advocateId: string; code: string; isNew: boolean; isLinked: boolean };

export type AdvocateSource = 'order' | 'storefront' | 'merchant' | 'email';

/** What a decision and a greeting need to know of an advocate. */
export type AdvocateRecord = PersonFacts &
  Pick<AdvocateFacts, 'advocateId' | 'state' | 'currency'> & {
    /** Canonical; of an advocate who was asked for by a code, that one. */
    code: string;
    /** The one that the app made. */
    madeCode: string;
    /** The one that is shown instead; null: none. */
    chosenCode: string | null;
    nameSealed: Uint8Array | null;
    /** Of customers who are one person with this one by now. */
    otherEmails: PersonalHash[];
    otherPhones: PersonalHash[];
  };

/** Two new codes collide once in 10^12; after this many rounds something else is wrong. */
const ROUNDS = 5;

/**
 * Enrols customers who are no advocates yet and answers for all of them, in the order given (repeats of a customer once). Who has joined by e-mail before
 * they had an account is the same advocate, with their account from now on.
 * Safe under concurrency: one customer gets one code, whoever comes first.
 */
export async function enrolAdvocates(
  tx: Sql,
  shop: { id: string },
  people: readonly NewAdvocate[],
  source: AdvocateSource,
  now: number,
  newCode: () => string,
  newId: () => string,
): Promise<EnrolledAdvocate[]> {
  const wanted = new Map(people.map((person) => [person.customerId, person]));
  const enrolled = new Map<string, EnrolledAdvocate>();
  for (let round = 0; round < ROUNDS && enrolled.size < wanted.size; round += 1) {
    const rows = [...wanted.values()]
      .filter((person) => !enrolled.has(person.customerId))
      .map((person) => ({ ...asJson(person), id: newId(), code: newCode() }));
    const made = await insertAdvocates(tx, shop.id, rows, source, now);
    for (const advocate of made) enrolled.set(advocate.customerId, { ...advocate, isNew: true, isLinked: false });
    // A row that somebody else committed meanwhile is not visible to the statement that stumbled over it: read again.
    const missing = rows.map((row) => row.customerId).filter((customerId) => !enrolled.has(customerId));
    for (const advocate of await advocatesOf(tx, shop.id, missing))
      enrolled.set(advocate.customerId, { ...advocate, isNew: false });
  }
  if (enrolled.size < wanted.size) throw new Error(`${wanted.size - enrolled.size} customers got no free referral code`);
  return [...wanted.keys()].flatMap((customerId) => enrolled.get(customerId) ?? []);
}

/** Adds what was not known of advocates yet; what is known is not touched. Returns how many have learnt something. */
export async function describeAdvocates(tx: Sql, shop: { id: string }, people: readonly NewAdvocate[]): Promise<number> {
  return tx.$executeRaw`
    UPDATE advocate SET
      email_hash = coalesce(advocate.email_hash, decode(person."emailHash", 'hex')),
      phone_hash = coalesce(advocate.phone_hash, decode(person."phoneHash", 'hex')),
      name_sealed = coalesce(advocate.name_sealed, decode(person."nameSealed", 'hex')),
      email_sealed = coalesce(advocate.email_sealed, decode(person."emailSealed", 'hex')),
      name_search = CASE WHEN advocate.name_sealed IS NULL
        THEN ARRAY(SELECT decode(word, 'hex') FROM unnest(person."nameSearch") AS word) ELSE advocate.name_search END
    FROM jsonb_to_recordset(${JSON.stringify(people.map(asJson))}::jsonb)
      AS person("customerId" text, "emailHash" text, "phoneHash" text, "nameSealed" text, "emailSealed" text, "nameSearch" text[])
    WHERE advocate.shop_id = ${shop.id}::uuid AND advocate.customer_id = person."customerId" AND advocate.state <> 'redacted'
      AND (advocate.name_sealed IS NULL AND person."nameSealed" IS NOT NULL
        OR advocate.email_hash IS NULL AND person."emailHash" IS NOT NULL
        OR advocate.phone_hash IS NULL AND person."phoneHash" IS NOT NULL)`;
}

/** What customers shop in, by their latest orders (numeric ids of customers, ISO 4217); those who are no advocates are passed over. */
export async function noteCurrencies(tx: Sql, shopId: string, currencies: ReadonlyMap<string, string>): Promise<void> {
  if (currencies.size === 0) return;
  const rows = [...currencies].map(([customerId, currency]) => ({ customerId, currency }));
  await tx.$executeRaw`
    UPDATE advocate SET currency = told.currency
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS told("customerId" text, currency text)
    WHERE advocate.shop_id = ${shopId}::uuid AND advocate.customer_id = told."customerId" AND advocate.currency IS DISTINCT FROM told.currency`;
}

/** The row of a merged customer has the kept one's account, and both are known by all addresses of the person. */
const selectAdvocate = Prisma.sql`
  SELECT a.id AS "advocateId", a.code, a.code AS "madeCode", a.state,
    (SELECT code FROM chosen_code c WHERE c.shop_id = a.shop_id AND c.advocate_id = a.id AND c.current) AS "chosenCode", coalesce(kept.currency, a.currency) AS currency, coalesce(kept.customer_id, a.customer_id) AS "customerId",
    encode(a.email_hash, 'hex') AS "emailHash", encode(a.phone_hash, 'hex') AS "phoneHash", a.name_sealed AS "nameSealed",
    coalesce(others.emails, '{}') AS "otherEmails", coalesce(others.phones, '{}') AS "otherPhones"
  FROM advocate a LEFT JOIN advocate kept ON kept.shop_id = a.shop_id AND kept.id = a.merged_into
  CROSS JOIN LATERAL (
    SELECT array_agg(encode(o.email_hash, 'hex')) FILTER (WHERE o.email_hash IS NOT NULL) AS emails,
      array_agg(encode(o.phone_hash, 'hex')) FILTER (WHERE o.phone_hash IS NOT NULL) AS phones
    FROM advocate o
    WHERE o.shop_id = a.shop_id AND o.id <> a.id AND (o.id = a.merged_into OR o.merged_into = coalesce(a.merged_into, a.id))) others`;

/**
 * Whose codes these are now, under each code as it was asked for: that of a merged customer is the kept one's.
 * @param codes canonical referral codes, and chosen ones as `lookupOf` writes them
 */
export async function findAdvocatesByCode(tx: Sql, shopId: string, codes: readonly string[]): Promise<AdvocateRecord[]> {
  if (codes.length === 0) return [];
  const skeletons = codes.filter((code) => code.startsWith(CHOSEN_MARK)).map((code) => code.slice(CHOSEN_MARK.length));
  return tx.$queryRaw<AdvocateRecord[]>`
    SELECT found.*, named.code FROM (
      SELECT code, coalesce(merged_into, id) AS id FROM advocate WHERE shop_id = ${shopId}::uuid AND code = ANY(${codes})
      UNION ALL
      SELECT ${CHOSEN_MARK} || chosen.skeleton, coalesce(a.merged_into, a.id)
      FROM chosen_code chosen JOIN advocate a ON a.shop_id = chosen.shop_id AND a.id = chosen.advocate_id
      WHERE chosen.shop_id = ${shopId}::uuid AND chosen.skeleton = ANY(${skeletons})) named
    CROSS JOIN LATERAL (${selectAdvocate} WHERE a.shop_id = ${shopId}::uuid AND a.id = named.id) found`;
}

export async function findAdvocatesById(tx: Sql, shopId: string, ids: readonly string[]): Promise<AdvocateRecord[]> {
  if (ids.length === 0) return [];
  return tx.$queryRaw<AdvocateRecord[]>`
    ${selectAdvocate} WHERE a.shop_id = ${shopId}::uuid AND a.id = ANY(${ids}::uuid[])`;
}

/** @param customerId numeric part of the gid */
export async function findAdvocateByCustomer(
  tx: Transaction,
  shopId: string,
  customerId: string,
): Promise<AdvocateRecord | null> {
  const rows = await tx.$queryRaw<AdvocateRecord[]>`
    ${selectAdvocate} WHERE a.shop_id = ${shopId}::uuid AND a.customer_id = ${customerId}`;
  return rows[0] ?? null;
}

/** Blocks or unblocks one advocate. False when this shop has none of this id, or its data was erased. */
export async function changeAdvocateState(
  tx: Transaction,
  shopId: string,
  advocateId: string,
  state: 'active' | 'blocked',
): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE advocate SET state = ${state} WHERE shop_id = ${shopId}::uuid AND id = ${advocateId}::uuid AND state <> 'redacted'`;
  return changed === 1;
}

type AdvocateKey = { customerId: string; advocateId: string; code: string };

async function insertAdvocates(
  tx: Sql,
  shopId: string,
  rows: (ReturnType<typeof asJson> & { id: string; code: string })[],
  source: AdvocateSource,
  now: number,
): Promise<AdvocateKey[]> {
  return tx.$queryRaw<AdvocateKey[]>`
    WITH person AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS person(id uuid, code text, "customerId" text, "emailHash" text, "phoneHash" text, "nameSealed" text, "emailSealed" text,
          "nameSearch" text[], currency text)
    ), adopted AS (
      UPDATE advocate SET customer_id = person."customerId", link_written_at = NULL
      FROM (SELECT DISTINCT ON ("emailHash") * FROM person WHERE "emailHash" IS NOT NULL ORDER BY "emailHash", "customerId") person
      WHERE advocate.shop_id = ${shopId}::uuid AND advocate.source IN ('email', 'merchant') AND advocate.customer_id IS NULL AND advocate.merged_into IS NULL
        AND advocate.email_hash = decode(person."emailHash", 'hex')
        AND NOT EXISTS (SELECT 1 FROM advocate known WHERE known.shop_id = ${shopId}::uuid AND known.customer_id = person."customerId")
      RETURNING advocate.customer_id
    )
    INSERT INTO advocate (shop_id, id, code, customer_id, email_hash, phone_hash, name_sealed, email_sealed, name_search, currency, source,
      enrolled_at)
    SELECT ${shopId}::uuid, person.id, person.code, person."customerId", decode(person."emailHash", 'hex'),
      decode(person."phoneHash", 'hex'), decode(person."nameSealed", 'hex'), decode(person."emailSealed", 'hex'),
      ARRAY(SELECT decode(word, 'hex') FROM unnest(person."nameSearch") AS word), person.currency, ${source}, ${new Date(now)}
    FROM person WHERE NOT EXISTS (SELECT 1 FROM adopted WHERE adopted.customer_id = person."customerId")
    ON CONFLICT DO NOTHING
    RETURNING customer_id AS "customerId", id AS "advocateId", code`;
}

async function advocatesOf(
  tx: Sql,
  shopId: string,
  customerIds: readonly string[],
): Promise<(AdvocateKey & { isLinked: boolean })[]> {
  if (customerIds.length === 0) return [];
  return tx.$queryRaw`
    SELECT customer_id AS "customerId", id AS "advocateId", code, link_written_at IS NOT NULL AS "isLinked" FROM advocate
    WHERE shop_id = ${shopId}::uuid AND customer_id = ANY(${customerIds})`;
}

/** Bytes travel as hex: one JSON parameter holds a whole batch. */
function asJson(person: NewAdvocate) {
  const hex = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString('hex'));
  return { ...person, nameSealed: hex(person.nameSealed), emailSealed: hex(person.emailSealed) };
}
