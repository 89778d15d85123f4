import type { Field } from '../parse/index.ts';
import { boundsComplaint, listComplaints } from './bounds.ts';
import { nameOf } from './check.ts';
import { isPlainlyDecodable } from './quick-decoding.ts';
import type { Inspection } from './refusal.ts';
import { WANTED } from './scalar-type.ts';
import type { Schema } from './schema.ts';
import { closest, didYouMean } from './suggestion.ts';
import { isFilledIn } from './value.ts';

/**
 * Reads an object as the API server does under `fieldValidation=Strict`: unknown fields and wrong
 * types are refused. For custom resources, bounds are checked on the way (`bounds.ts`).
 */
export function decodeStrictly(inspection: Inspection, schema: Schema): void {
  const { fields } = inspection.resource;
  const isPlain = fields.holds((tree, node) => isPlainlyDecodable(tree, node, schema));
  if (!isPlain) decodeThoroughly(inspection, schema);
}

/** The same without a look first whether there is anything to say. */
export function decodeThoroughly(inspection: Inspection, schema: Schema): void {
  const isCustom = inspection.resource.group === 'gateway.networking.k8s.io';
  new Decoder(inspection, isCustom).decode(inspection.resource.fields, schema, undefined);
}

class Decoder {
  constructor(
    private readonly inspection: Inspection,
    private readonly isCustom: boolean,
  ) {}

  decode(field: Field, schema: Schema, parent: Schema | undefined): void {
    const { shape } = field;
    // Null is the zero value (semantics S-107), in a custom resource as good as nothing.
    if (shape === 'missing' || shape === 'null' || schema.type === 'any') return;
    switch (schema.type) {
      case 'object':
        if (shape === 'mapping') this.decodeObject(field, schema, parent);
        else this.refuseType(field, 'a mapping');
        break;
      case 'map':
        if (shape === 'mapping') this.decodeMap(field, schema);
        else this.refuseType(field, 'a mapping');
        break;
      case 'list':
        if (shape === 'sequence') this.decodeList(field, schema);
        else this.refuseType(field, 'a list', this.pathOfUnlisted(field));
        break;
      default:
        this.decodeScalar(field, schema);
    }
  }

  private decodeObject(field: Field, schema: Schema, parent: Schema | undefined): void {
    const { fields = new Map<string, Schema>(), required } = schema;
    for (const { key, value } of field.entries()) {
      const child = fields.get(key.value);
      if (child !== undefined) {
        this.decode(value, child, schema);
        continue;
      }
      // Whole blocks are sometimes left to a template engine.
      if (isFilledIn(key.value) || this.isOfRemovedVersion(key.value)) continue;
      const home = findHome(key.value, fields, parent);
      const suggestion = home === undefined ? closest(key.value, fields.keys()) : undefined;
      const hint = home === undefined ? didYouMean(suggestion) : `; it belongs into ${home}`;
      const path = this.inspection.relativePath(field);
      this.inspection.refuseAt(key, `unknown field "${key.value}"${hint}`, {
        code: 'field-unknown',
        path: path === '' ? key.value : `${path}.${key.value}`,
        suggestion,
      });
    }
    for (const { again } of field.duplicateKeys()) {
      const message = `"${again.value}" stands here a second time; kubectl takes the last and drops the others`;
      this.inspection.refuseAt(again, message, { code: 'field-repeated' });
    }
    for (const name of required ?? []) {
      const missing = field.get(name);
      if (missing.exists) continue;
      this.inspection.refuse(missing, `"${name}" is missing: it is required here`, {
        isAbsence: true,
      });
    }
  }

  private isOfRemovedVersion(key: string): boolean {
    return REMOVED_FIELDS.has(key) && this.inspection.resource.version !== 'v1';
  }

  private decodeMap(field: Field, schema: Schema): void {
    const { items } = schema;
    for (const { value } of field.entries()) {
      if (items !== undefined) this.decode(value, items, undefined);
    }
    for (const { again } of field.duplicateKeys()) {
      const message = `"${again.value}" stands here a second time; kubectl takes the last and drops the others`;
      this.inspection.refuseAt(again, message, { code: 'field-repeated' });
    }
    const complaint = boundsComplaint(field, schema);
    if (complaint !== undefined) this.inspection.refuse(field, `${nameOf(field)} ${complaint}`);
  }

  private decodeList(field: Field, schema: Schema): void {
    const { items } = schema;
    const list = field.items();
    if (items !== undefined) for (const item of list) this.decode(item, items, undefined);
    if (schema.bounds === undefined && schema.keys === undefined) return;
    for (const { at, message } of listComplaints(field, list, schema)) {
      this.inspection.refuse(at, `${nameOf(at)} ${message}`);
    }
  }

  private decodeScalar(field: Field, schema: Schema): void {
    const value = field.value();
    if (typeof value === 'string' && isFilledIn(value)) return;
    // `containerPort: PORT`: a word in capitals is there to be replaced.
    if (schema.type !== 'string' && typeof value === 'string' && /^[A-Z_]{3,}$/.test(value)) return;
    const wanted = WANTED[schema.type];
    if (wanted === undefined) return;
    if (!wanted.takes(value)) this.refuseType(field, wanted.name);
    else if (schema.bounds !== undefined) {
      const complaint = boundsComplaint(field, schema);
      if (complaint !== undefined) {
        const legal = schema.bounds.enum?.map(String);
        const suggestion = legal === undefined ? undefined : closest(String(value), legal);
        const message = `${nameOf(field)} ${complaint}${didYouMean(suggestion)}`;
        this.inspection.refuse(field, message, { suggestion });
      }
    }
  }

  /** Of a mapping where a custom resource has a list, the server takes what is inside for unknown. */
  private pathOfUnlisted(field: Field): string | undefined {
    const [first] = this.isCustom && field.shape === 'mapping' ? field.entries() : [];
    return first === undefined
      ? undefined
      : `${this.inspection.relativePath(field)}.${first.key.value}`;
  }

  private refuseType(field: Field, wanted: string, path?: string): void {
    const value = field.value();
    const isQuotable =
      wanted === 'a string' && (typeof value === 'number' || typeof value === 'boolean');
    const isNumber = typeof value === 'string' && /^-?[0-9]+$/.test(value);
    const suggestion = isQuotable
      ? field.text()?.value
      : isNumber && wanted === 'a number'
        ? Number(value)
        : undefined;
    const hint = isQuotable
      ? ': put it in quotes'
      : suggestion === undefined
        ? ''
        : ': take the quotes off';
    const message = `${nameOf(field)} takes ${wanted}, and ${describe(field)}${hint}`;
    this.inspection.refuse(field, message, {
      code: 'wrong-type',
      suggestion,
      path,
    });
  }
}

/** What removed versions of workloads had beside the fields of today. */
const REMOVED_FIELDS = new Set(['rollbackTo', 'templateGeneration']);

/** The halves of an object, which are mixed up when the indentation is wrong. */
const UNCLES = new Set(['metadata', 'spec']);

/** Where a misplaced field belongs, when exactly one place next to it has a field of that name. */
function findHome(
  name: string,
  siblings: ReadonlyMap<string, Schema>,
  parent: Schema | undefined,
): string | undefined {
  // Labels stand in the selector itself for a Service, and not for a workload.
  if (siblings.has('matchLabels')) return 'matchLabels';
  const homes = new Set<string>();
  const uncles = [...(parent?.fields ?? [])].filter(([uncle]) => UNCLES.has(uncle));
  for (const [sibling, schema] of [...siblings, ...uncles]) {
    if (sibling === 'status') continue;
    const isList = schema.type === 'list';
    const inner = isList ? schema.items : schema;
    if (inner?.fields?.has(name) === true) homes.add(isList ? `an item of ${sibling}` : sibling);
  }
  const [home] = homes;
  return homes.size === 1 ? home : undefined;
}

function describe(field: Field): string {
  const value = field.value();
  switch (typeof value) {
    case 'string':
      return value === '' ? 'an empty string stands here' : `"${value}" is a string`;
    case 'number':
      return `${field.text()?.value ?? value} is a number`;
    case 'boolean':
      return `${field.text()?.value ?? String(value)} is a boolean`;
    default:
      return field.shape === 'sequence' ? 'a list stands here' : 'a mapping stands here';
  }
}
