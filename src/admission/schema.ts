import gateway from './definitions/gateway.json' with { type: 'json' };
import kubernetes from './definitions/kubernetes.json' with { type: 'json' };

export type ScalarType =
  | 'string'
  | 'boolean'
  | 'int32'
  | 'int64'
  | 'int-or-string'
  | 'quantity'
  | 'time'
  | 'bytes'
  | 'any';

/** What may stand in a field. The bounds are those of custom resources; Kubernetes itself has none. */
export interface Schema {
  readonly type: ScalarType | 'list' | 'map' | 'object';
  /** Of a list or map. */
  readonly items?: Schema;
  /** Of an object: its fields by name. */
  readonly fields?: ReadonlyMap<string, Schema>;
  readonly required?: readonly string[];
  /** The fields that tell items of a list apart; none: the items themselves do. */
  readonly keys?: readonly string[];
  readonly bounds?: Bounds;
}

export interface Bounds {
  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly default?: unknown;
}

/** A type as the definitions write it: `[]core.ServicePort`, or that with bounds. */
type TypeNode = string | ({ readonly is: string; readonly items?: TypeNode } & NodeDetails);
type NodeDetails = Bounds & { readonly keys?: readonly string[] };

/** `name:type name:type …`, or the same with required fields. */
type TypeDefinition =
  | string
  | { readonly fields: Readonly<Record<string, TypeNode>>; readonly required?: readonly string[] };

interface CustomKind {
  readonly spec: TypeNode;
  readonly isRequired: boolean;
  readonly isDeprecated?: boolean;
}

// The JSON files are our own; what TypeScript infers of them is a union of all that they happen to hold.
const builtInTypes: Readonly<Record<string, TypeDefinition>> = kubernetes.types;
const customTypes = gateway.types as Readonly<Record<string, TypeDefinition>>;
const kinds: Readonly<Record<string, string>> = kubernetes.kinds;
const customKinds = gateway.kinds as Readonly<Record<string, CustomKind>>;

/** Which kinds each version of each group serves, as words of one text. */
export const SERVED: Readonly<Record<string, string>> = { ...kubernetes.served, ...gateway.served };

const known = new Map<string, Schema>();

/** The schema of a kind; undefined where its fields are nobody's concern here. */
export function schemaOf(apiVersion: string, kind: string): Schema | undefined {
  const name = `${apiVersion}/${kind}`;
  const builtIn = kinds[name];
  if (builtIn !== undefined) return namedSchema(builtIn);
  const custom = customKinds[name];
  return custom === undefined ? undefined : customSchema(name, custom);
}

/** Whether the definitions of a custom resource call its version deprecated. */
export function isDeprecatedVersion(apiVersion: string, kind: string): boolean {
  return customKinds[`${apiVersion}/${kind}`]?.isDeprecated ?? false;
}

function customSchema(name: string, { spec, isRequired }: CustomKind): Schema {
  let schema = known.get(name);
  if (schema === undefined) {
    const fields = new Map<string, Schema>([
      ['apiVersion', { type: 'string' }],
      ['kind', { type: 'string' }],
      ['metadata', namedSchema('meta.ObjectMeta')],
      ['spec', schemaFrom(spec)],
      ['status', { type: 'any' }],
    ]);
    schema = { type: 'object', fields, ...(isRequired ? { required: ['spec'] } : {}) };
    known.set(name, schema);
  }
  return schema;
}

const SCALARS: ReadonlySet<string> = new Set<ScalarType>([
  ...(['string', 'boolean', 'int32', 'int64', 'int-or-string'] as const),
  ...(['quantity', 'time', 'bytes', 'any'] as const),
]);

function isScalar(name: string): name is ScalarType {
  return SCALARS.has(name);
}

function schemaFrom(node: TypeNode): Schema {
  if (typeof node === 'string') {
    if (isScalar(node)) return { type: node };
    if (node.startsWith('[]')) return { type: 'list', items: schemaFrom(node.slice(2)) };
    if (node.startsWith('{}')) return { type: 'map', items: schemaFrom(node.slice(2)) };
    return namedSchema(node);
  }
  const { is, items, keys, ...bounds } = node;
  const plain: Schema =
    items === undefined
      ? schemaFrom(is)
      : { type: is === '[]' ? 'list' : 'map', items: schemaFrom(items) };
  return { ...plain, ...(keys === undefined ? {} : { keys }), bounds };
}

/** Named types are read when somebody comes upon them: few objects use most of them. */
function namedSchema(name: string): Schema {
  let schema = known.get(name);
  if (schema === undefined) {
    const definition = builtInTypes[name] ?? customTypes[name];
    if (definition === undefined) throw new Error(`no definition of ${name}`);
    schema = typeof definition === 'string' ? readFields(definition) : readType(definition);
    known.set(name, schema);
  }
  return schema;
}

function readFields(text: string): Schema {
  return lazily(() => {
    const fields = new Map<string, Schema>();
    for (const part of text.split(' ')) {
      const colon = part.indexOf(':');
      if (colon > 0) fields.set(part.slice(0, colon), schemaFrom(part.slice(colon + 1)));
    }
    return fields;
  });
}

function readType({ fields, required }: Exclude<TypeDefinition, string>): Schema {
  const read = (): Map<string, Schema> =>
    new Map(Object.entries(fields).map(([name, node]) => [name, schemaFrom(node)]));
  return lazily(read, required);
}

/** An object type whose fields are read when it is looked into. */
function lazily(read: () => Map<string, Schema>, required?: readonly string[]): Schema {
  let fields: Map<string, Schema> | undefined;
  return {
    type: 'object',
    get fields() {
      return (fields ??= read());
    },
    ...(required === undefined ? {} : { required }),
  };
}
