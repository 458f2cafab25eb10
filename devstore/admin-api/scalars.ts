/** Shopify's custom scalars: a schema built from introspection would let any value through. */
import { GraphQLError, isScalarType, Kind, type GraphQLSchema, type ValueNode } from 'graphql';

type Check = { accepts: (value: unknown) => boolean; expected: string };

const dateTime = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const decimal = /^-?\d+(\.\d+)?$/;

const checks: Record<string, Check> = {
  DateTime: { accepts: (value) => isText(value, dateTime) && isTime(value), expected: 'an ISO 8601 time' },
  Date: { accepts: (value) => isText(value, /^\d{4}-\d{2}-\d{2}$/) && isTime(value), expected: 'an ISO 8601 date' },
  Decimal: { accepts: isDecimal, expected: 'a decimal number' },
  Money: { accepts: isDecimal, expected: 'a decimal number' },
  UnsignedInt64: { accepts: (value) => isText(String(value), /^\d+$/), expected: 'a whole number of zero or more' },
  BigInt: { accepts: (value) => isText(String(value), /^-?\d+$/), expected: 'a whole number' },
  URL: { accepts: (value) => typeof value === 'string' && URL.canParse(value), expected: 'an absolute URL' },
};

/** Makes the scalars of `schema` refuse what Shopify refuses. Decimals and numbers arrive in resolvers as text. */
export function makeScalarsStrict(schema: GraphQLSchema): void {
  for (const [name, check] of Object.entries(checks)) {
    const scalar = schema.getType(name);
    if (!isScalarType(scalar)) throw new Error(`dev store: the schema has no scalar ${name}`);
    const parse = (value: unknown) => {
      if (!check.accepts(value)) {
        throw new GraphQLError(`${name} cannot represent ${JSON.stringify(value)}: expected ${check.expected}`);
      }
      return String(value);
    };
    scalar.parseValue = parse;
    scalar.parseLiteral = (node: ValueNode) => parse(literal(node));
  }
}

function literal(node: ValueNode): unknown {
  if (node.kind === Kind.STRING) return node.value;
  if (node.kind === Kind.INT || node.kind === Kind.FLOAT) return Number(node.value);
  return null;
}

function isDecimal(value: unknown): boolean {
  return (typeof value === 'number' && Number.isFinite(value)) || isText(value, decimal);
}

function isText(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}

function isTime(value: string): boolean {
  return !Number.isNaN(Date.parse(value));
}
