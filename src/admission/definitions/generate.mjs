// Writes kubernetes.json and gateway.json: what the API server's strict decoding knows of each kind.
//
//   go mod download -json k8s.io/kubernetes@v1.37.2          # prints "Dir"
//   go mod download -json sigs.k8s.io/gateway-api@v1.7.0
//   node src/admission/definitions/generate.mjs <dir of kubernetes> <dir of gateway-api>
//
// Both are Go modules; nothing of them is installed or needed to build, test or use the project.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

const [kubernetes, gateway] = process.argv.slice(2);
const here = import.meta.dirname;

/** The kinds whose fields are checked; of all others only that they exist. */
const KINDS = [
  'v1/Service v1/Endpoints v1/Pod v1/ReplicationController v1/Namespace v1/PodTemplate',
  'apps/v1/Deployment apps/v1/StatefulSet apps/v1/DaemonSet apps/v1/ReplicaSet',
  'batch/v1/Job batch/v1/CronJob policy/v1/PodDisruptionBudget discovery.k8s.io/v1/EndpointSlice',
  'networking.k8s.io/v1/Ingress networking.k8s.io/v1/IngressClass networking.k8s.io/v1/NetworkPolicy',
  'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration',
  'admissionregistration.k8s.io/v1/MutatingWebhookConfiguration',
  'apiregistration.k8s.io/v1/APIService apiextensions.k8s.io/v1/CustomResourceDefinition',
].flatMap((line) => line.split(' '));

/** Types that are read by hand in Kubernetes, or whose content is anybody's. */
const SPECIAL = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'any',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'any',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'int-or-string',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps': 'any',
};

const SCALARS = {
  'string byte': 'bytes',
  'string date-time': 'time',
  string: 'string',
  boolean: 'boolean',
  'integer int32': 'int32',
  'integer int64': 'int64',
  'number double': 'any',
};

function scalar({ type, format }) {
  const found = SCALARS[`${type} ${format}`] ?? SCALARS[type];
  if (found === undefined) throw new Error(`no scalar: ${type} ${format}`);
  return found;
}

function readKubernetes() {
  const { definitions } = JSON.parse(
    readFileSync(path.join(kubernetes, 'api/openapi-spec/swagger.json'), 'utf8'),
  );
  const types = {};
  const typeOf = (schema) => {
    const ref = schema.$ref?.replace('#/definitions/', '');
    if (ref !== undefined) {
      if (SPECIAL[ref]) return SPECIAL[ref];
      define(ref);
      return shortName(ref);
    }
    if (schema.type === 'array') return `[]${typeOf(schema.items)}`;
    if (schema.type === 'object') return `{}${typeOf(schema.additionalProperties)}`;
    return scalar(schema);
  };
  const define = (name) => {
    const short = shortName(name);
    if (types[short] !== undefined) return;
    types[short] = {};
    for (const [field, schema] of Object.entries(definitions[name].properties ?? {})) {
      types[short][field] = typeOf(schema);
    }
  };
  const kinds = {};
  const served = {};
  for (const [name, definition] of Object.entries(definitions)) {
    const identities = definition['x-kubernetes-group-version-kind'] ?? [];
    // Options and lists exist in every group; a kind that is applied has one identity.
    if (identities.length !== 1 || definition.properties?.metadata === undefined) continue;
    const [{ group, version, kind }] = identities;
    if (kind.endsWith('List')) continue;
    const apiVersion = group === '' ? version : `${group}/${version}`;
    (served[apiVersion] ??= []).push(kind);
    if (KINDS.includes(`${apiVersion}/${kind}`)) {
      define(name);
      kinds[`${apiVersion}/${kind}`] = shortName(name);
    }
  }
  return {
    served: sorted(served, (it) => it.sort().join(' ')),
    kinds: sorted(kinds),
    types: sorted(types, compact),
  };
}

/** `io.k8s.api.core.v1.ServicePort` → `core.ServicePort`; all kinds here are of version 1. */
function shortName(name) {
  const parts = name.split('.');
  return `${parts.at(-3)}.${parts.at(-1)}`;
}

function compact(fields) {
  return Object.entries(fields)
    .map(([field, type]) => `${field}:${type}`)
    .join(' ');
}

function sorted(object, change = (it) => it) {
  return Object.fromEntries(
    Object.entries(object)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, change(value)]),
  );
}

const CONSTRAINTS = ['enum', 'pattern', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems'];
CONSTRAINTS.push('maxItems', 'minProperties', 'maxProperties', 'default');

function readGateway() {
  const folder = path.join(gateway, 'config/crd/experimental');
  const served = {};
  const kinds = {};
  const types = {};
  const names = new Map();
  const typeOf = (schema, name) => {
    const node = {};
    if (schema.type === 'array') {
      node.is = `[]`;
      node.items = typeOf(schema.items, name);
      if (schema['x-kubernetes-list-type'] === 'map')
        node.keys = schema['x-kubernetes-list-map-keys'];
      if (schema['x-kubernetes-list-type'] === 'set') node.keys = [];
    } else if (schema.properties !== undefined) {
      node.is = define(schema, name);
    } else if (schema.additionalProperties !== undefined) {
      node.is = '{}';
      node.items = typeOf(schema.additionalProperties, name);
    } else if (schema.type === 'object') {
      node.is = 'any';
    } else {
      node.is =
        schema.type === 'integer' ? (schema.format ?? 'int64') : scalar({ type: schema.type });
      if (schema.format === 'date-time') node.is = 'time';
    }
    for (const key of CONSTRAINTS) if (schema[key] !== undefined) node[key] = schema[key];
    return Object.keys(node).length === 1 ? node.is : node;
  };
  // Types have no names in a CRD: equal ones are written once, under the path where they came first.
  const define = (schema, name) => {
    const type = { fields: {} };
    for (const [field, child] of Object.entries(schema.properties)) {
      type.fields[field] = typeOf(child, `${name}.${field}`);
    }
    if (schema.required !== undefined) type.required = schema.required;
    const text = JSON.stringify(type);
    const known = names.get(text);
    if (known !== undefined) return known;
    // The same path in two versions may differ.
    const own = types[name] === undefined ? name : `${name}'`;
    names.set(text, own);
    types[own] = type;
    return own;
  };
  for (const file of readdirSync(folder).filter((it) =>
    it.startsWith('gateway.networking.k8s.io_'),
  )) {
    for (const document of parseAllDocuments(readFileSync(path.join(folder, file), 'utf8'))) {
      const crd = document.toJS();
      if (crd.kind !== 'CustomResourceDefinition') continue;
      const { kind } = crd.spec.names;
      for (const version of crd.spec.versions.filter((it) => it.served)) {
        const apiVersion = `${crd.spec.group}/${version.name}`;
        (served[apiVersion] ??= []).push(kind);
        const schema = version.schema.openAPIV3Schema;
        schema.properties.metadata = undefined;
        schema.properties.status = undefined;
        const spec = typeOf(schema.properties.spec, kind);
        kinds[`${apiVersion}/${kind}`] = {
          spec,
          isRequired: schema.required?.includes('spec') ?? false,
        };
        if (version.deprecated) kinds[`${apiVersion}/${kind}`].isDeprecated = true;
      }
    }
  }
  return {
    served: sorted(served, (it) => it.sort().join(' ')),
    kinds: sorted(kinds),
    types: sorted(types),
  };
}

function write(name, content) {
  writeFileSync(path.join(here, name), `${JSON.stringify(content, undefined, 2)}\n`);
}

write('kubernetes.json', readKubernetes());
write('gateway.json', readGateway());
