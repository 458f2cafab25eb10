/**
 * Query cost: scalars 0, objects 1, a connection 2 and its rows, a mutation 10 and nothing for its payload (shopify.dev, "GraphQL Admin API
 * rate limits"). How Shopify sizes a connection exactly is not published; this is the stricter reading.
 */
import { getNamedType, isAbstractType, isCompositeType, isLeafType, isListType, isNonNullType, Kind } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLOutputType,
  GraphQLResolveInfo,
} from 'graphql';
import type { GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from 'graphql';

type Walk = { schema: GraphQLSchema; fragments: Map<string, FragmentDefinitionNode>; variables: Record<string, unknown> };

const mutationCost = 10;
const connectionCost = 2;

/** What the operation may cost at most: it must fit the bucket before it runs. */
export function requestedCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const root = schema.getRootType(operation.operation);
  if (root === null || root === undefined) return 0;
  if (operation.operation === 'mutation') return mutationCost * operation.selectionSet.selections.length;
  return costOfSelection({ schema, fragments, variables }, root, operation.selectionSet);
}

function costOfSelection(walk: Walk, type: GraphQLCompositeType, set: SelectionSetNode | undefined): number {
  let own = 0;
  let dearest = 0;
  for (const selection of set?.selections ?? []) {
    if (selection.kind === Kind.FIELD) {
      own += costOfField(walk, type, selection);
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : walk.fragments.get(selection.name.value);
    const condition = fragment?.typeCondition === undefined ? type : walk.schema.getType(fragment.typeCondition.name.value);
    if (!isCompositeType(condition)) continue;
    const cost = costOfSelection(walk, condition, fragment?.selectionSet);
    // Of the kinds an abstract type can be, one object is only one.
    if (isAbstractType(type) && condition.name !== type.name) dearest = Math.max(dearest, cost);
    else own += cost;
  }
  return own + dearest;
}

function costOfField(walk: Walk, parent: GraphQLCompositeType, node: FieldNode): number {
  if (node.name.value.startsWith('__') || !('getFields' in parent)) return 0;
  const field = parent.getFields()[node.name.value];
  if (field === undefined) return 0;
  const type = getNamedType(field.type);
  if (isLeafType(type)) return 0;
  const below = costOfSelection(walk, type, node.selectionSet);
  const kind = kindOf(parent.name, field.name, field.type);
  if (kind === 'free') return below;
  if (kind === 'connection') return connectionCost + pageSize(walk, node) * below;
  if (kind === 'list') return listSize(walk, node) * (1 + below);
  return 1 + below;
}

type FieldKind = 'free' | 'connection' | 'row' | 'list' | 'object';

/** Rows of a connection are counted once by its page size; edges, page info and user errors are free. */
function kindOf(parentName: string, fieldName: string, returns: GraphQLOutputType): FieldKind {
  const { name } = getNamedType(returns);
  if (name === 'PageInfo' || name.endsWith('Edge') || name.endsWith('UserError')) return 'free';
  if (name.endsWith('Connection')) return 'connection';
  if (parentName.endsWith('Connection') || (parentName.endsWith('Edge') && fieldName === 'node')) return 'row';
  return isListType(isNonNullType(returns) ? returns.ofType : returns) ? 'list' : 'object';
}

function pageSize(walk: Walk, node: FieldNode): number {
  return numberArgument(walk, node, 'first') ?? numberArgument(walk, node, 'last') ?? 0;
}

function listSize(walk: Walk, node: FieldNode): number {
  const ids = node.arguments?.find((argument) => argument.name.value === 'ids')?.value;
  if (ids?.kind === Kind.LIST) return ids.values.length;
  if (ids?.kind === Kind.VARIABLE) {
    const value = walk.variables[ids.name.value];
    return Array.isArray(value) ? value.length : 1;
  }
  return numberArgument(walk, node, 'first') ?? 1;
}

function numberArgument(walk: Walk, node: FieldNode, name: string): number | null {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === Kind.INT) return Number(value.value);
  if (value?.kind !== Kind.VARIABLE) return null;
  const given = walk.variables[value.name.value];
  return typeof given === 'number' ? given : null;
}

/** What one field turned out to cost, its children aside. */
export function actualCost(info: GraphQLResolveInfo, answer: unknown): number {
  const root = info.operation.operation === 'mutation';
  if (root) return info.path.prev === undefined ? mutationCost : 0;
  if (answer === null || isLeafType(getNamedType(info.returnType))) return 0;
  const kind = kindOf(info.parentType.name, info.fieldName, info.returnType);
  if (kind === 'free') return 0;
  if (kind === 'connection') return connectionCost;
  return Array.isArray(answer) ? answer.filter((each) => each !== null).length : 1;
}
