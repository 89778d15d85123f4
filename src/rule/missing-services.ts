import type { Graph } from '../graph/index.ts';
import { describeResource, type Service, type ServiceReference } from '../model/index.ts';
import { replaceValue } from './replacement.ts';
import type { Fix, Report } from './rule.ts';

interface OtherNamespace {
  readonly service: string;
  /** In which it is looked for, and the one that has it. */
  readonly namespace: string;
  readonly other: string;
  /** What names it. */
  readonly from: string;
}

/** What is said of a missing Service; the words are each rule's own. */
type MissingServiceMessages = Readonly<{
  missing: (data: { service: string }) => string;
  didYouMean: (data: { service: string; others: string }) => string;
  otherNamespace: (data: OtherNamespace) => string;
}>;

/**
 * Reports references to Services that are not in view: with the namespace that has
 * one, with the one that was meant, or, where the Services would be written here, as they are.
 */
export function reportMissingServices(
  graph: Graph,
  references: readonly ServiceReference[],
  report: Report<MissingServiceMessages>,
): void {
  for (const reference of references) {
    const { name, namespace, from } = reference;
    const service = name.value;
    const [elsewhere] = graph.everywhere('', 'Service', service);
    if (elsewhere?.namespace !== undefined && namespace !== undefined) {
      const related = [{ message: `${describeResource(elsewhere)} is here`, at: elsewhere.name }];
      const data = { service, namespace, other: elsewhere.namespace, from: describeResource(from) };
      report(name, 'otherNamespace', data, { related });
      continue;
    }
    const meant = graph.named.meantBy(reference);
    const [right, another] = meant;
    if (right === undefined) {
      const isWhole = graph.options.world === 'closed' || graph.named.areIn(from.file);
      if (isWhole) report(name, 'missing', { service });
      continue;
    }
    const related = meant.map(({ resource }) => ({
      message: `${describeResource(resource)} is here`,
      at: resource.name,
    }));
    const others = meant.map(({ resource }) => resource.name.value).join(' or ');
    const fix = another === undefined ? nameInstead(reference, right) : undefined;
    report(name, 'didYouMean', { service, others }, { related, fix });
  }
}

function nameInstead({ name }: ServiceReference, { resource }: Service): Fix | undefined {
  const edit = replaceValue(name, resource.name.value);
  if (edit === undefined) return undefined;
  return { title: `Name Service ${resource.name.value}`, safe: false, edits: [edit] };
}
