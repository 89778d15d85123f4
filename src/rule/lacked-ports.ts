import type { Graph, LackedPort } from '../graph/index.ts';
import {
  describePorts,
  describeResource,
  describeServicePort,
  formatPort,
  type ReferenceFamily,
} from '../model/index.ts';
import { replaceValue } from './replacement.ts';
import type { Fix, Report } from './rule.ts';

interface LackedPortData {
  readonly service: string;
  /** As it is written. */
  readonly port: string;
  readonly ports: string;
}

/** What is said of a port that a Service does not have; the words are each rule's own. */
type LackedPortMessages = Readonly<{
  noSuchPort: (data: LackedPortData) => string;
  /** It is a port of the Pods, to which `right` leads. */
  isTargetPort: (data: LackedPortData & { readonly right: string }) => string;
  /** The Service has a port of that number, which is no name. */
  quotedNumber: (data: LackedPortData) => string;
}>;

/** Reports the ports that objects of a family name and that the Services named do not have. */
export function reportLackedPorts(
  graph: Graph,
  family: ReferenceFamily,
  report: Report<LackedPortMessages>,
): void {
  for (const lacked of graph.lackedPorts(family)) {
    const { port, service, leading, asNumber } = lacked;
    const [right] = leading;
    const data = {
      service: describeResource(service.resource),
      port: formatPort(port.value),
      ports: describePorts(service),
    };
    const at = right?.at ?? asNumber?.at ?? service.ports[0]?.at ?? service.resource.name;
    const related = [{ message: `the ports of ${data.service}`, at }];
    if (right === undefined) {
      report(port, asNumber === undefined ? 'noSuchPort' : 'quotedNumber', data, { related });
      continue;
    }
    const fix = writeInstead(lacked, family);
    report(port, 'isTargetPort', { ...data, right: describeServicePort(right) }, { related, fix });
  }
}

/** The one port that leads there. A route names it by number; others as they do already. */
function writeInstead({ port: at, leading }: LackedPort, family: ReferenceFamily): Fix | undefined {
  const [only, another] = leading;
  if (only === undefined || another !== undefined) return undefined;
  const byNumber = family === 'route' || typeof at.value === 'number';
  const value = byNumber ? only.port?.value : only.name?.value;
  const edit = value === undefined ? undefined : replaceValue(at, value);
  if (value === undefined || edit === undefined) return undefined;
  return { title: `Write the Service's port ${formatPort(value)}`, safe: false, edits: [edit] };
}
