import type { ErrorObject } from 'ajv';
import { nearestName } from './nearest-name.ts';
import { listed, problemLine, quote } from './problem.ts';
import schema from './schema/config.schema.json' with { type: 'json' };
import type { Entry, Mapping, Tree } from './tree.ts';

/** What the schema says against a configuration, each in a line that points to the place. */
export function describeSchemaErrors(errors: readonly ErrorObject[], root: Mapping): string[] {
  return errors
    .map((error) => describeError(error, entryAt(root, error.instancePath)))
    .sort((a, b) => a.at.start - b.at.start)
    .map(({ at, message }) => problemLine(at, message));
}

interface Complaint {
  readonly at: Tree['at'];
  readonly message: string;
}

function describeError(error: ErrorObject, spot: Spot): Complaint {
  if (error.keyword === 'additionalProperties') return describeUnknownKey(error, spot);
  const { value, name } = spot;
  const prefix = name === undefined ? '' : `${name}: `;
  return { at: value.at, message: prefix + describe(error, value) };
}

/** A value, and the key that it stands under; the root has none, and list items have their list's. */
interface Spot extends Partial<Entry> {
  readonly value: Tree;
  readonly name: string | undefined;
}

function entryAt(root: Mapping, pointer: string): Spot {
  let spot: Spot = { value: root, name: undefined };
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const { value } = spot;
    if (value.shape === 'mapping') {
      const entry = value.entries.get(name);
      if (entry !== undefined) spot = { ...entry, name };
    } else if (value.shape === 'list') {
      const item = value.items[Number(name)];
      if (item !== undefined) spot = { ...spot, value: item };
    }
  }
  return spot;
}

function describeUnknownKey({ params, schemaPath }: ErrorObject, { value }: Spot): Complaint {
  const key = String(params['additionalProperty']);
  const known = Object.keys(propertiesAt(schemaPath));
  const meant = nearestName(key, known);
  const hint =
    meant === undefined ? `known are ${listed(known, 'and')}` : `did you mean ${quote(meant)}?`;
  const at = (value.shape === 'mapping' ? value.entries.get(key)?.key : undefined) ?? value.at;
  return { at, message: `unknown key ${quote(key)}; ${hint}` };
}

/** The properties beside the `additionalProperties` that `schemaPath` ends in. */
function propertiesAt(schemaPath: string): object {
  let at: unknown = schema;
  for (const part of schemaPath.split('/').slice(1, -1)) at = childOf(at, part);
  const properties = childOf(at, 'properties');
  return typeof properties === 'object' && properties !== null ? properties : {};
}

function childOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function describe({ keyword, params, schemaPath }: ErrorObject, value: Tree): string {
  switch (keyword) {
    case 'required':
      return `the key ${quote(String(params['missingProperty']))} is missing`;
    case 'enum':
      return describeChoice(value, params['allowedValues']);
    case 'type':
      return `${wordFor(value)} where ${describeTypes(params['type'])} is expected`;
    case 'minProperties':
      return 'nothing is named here';
    default:
      return `${wordFor(value)} is not ${formAt(schemaPath)}`;
  }
}

function describeChoice(value: Tree, allowed: unknown): string {
  const choices = Array.isArray(allowed) ? allowed.map(String) : [];
  const text = value.shape === 'scalar' ? String(value.value) : '';
  const meant = nearestName(text, choices);
  const hint = meant === undefined ? '' : `; did you mean ${quote(meant)}?`;
  return `${wordFor(value)} is none of ${choices.join(', ')}${hint}`;
}

const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a mapping',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
};

function describeTypes(types: unknown): string {
  const names = Array.isArray(types) ? types.map(String) : [String(types)];
  return listed(names.map((name) => TYPES[name] ?? name));
}

function wordFor(value: Tree): string {
  if (value.shape === 'scalar') {
    return typeof value.value === 'string' ? quote(value.value) : String(value.value);
  }
  return value.shape === 'list' ? 'a list' : 'a mapping';
}

/** What texts with a pattern are to look like; the property is the last but one part of the path. */
const FORMS: Readonly<Record<string, string>> = {
  namespace: 'a name of a namespace: lower case letters, digits and dashes',
  clusterDomain: 'a domain such as cluster.local',
  kubernetesVersion: 'a version such as 1.37',
  nodePortRange: 'a range such as 30000-32767',
  operators: 'of the form group/Kind',
  until: 'a day such as 2026-12-31',
};

function formAt(schemaPath: string): string {
  const property = schemaPath.split('/').find((part) => Object.hasOwn(FORMS, part)) ?? '';
  return FORMS[property] ?? 'of the form that is expected';
}
