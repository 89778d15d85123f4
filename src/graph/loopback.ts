import type { Container, Workload } from '../model/index.ts';
import type { Field, Located } from '../parse/index.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Graph } from './graph.ts';
import type { PortTarget } from './port-target.ts';

/** A container that listens on the loopback address only, where a Service sends requests to it. */
export interface LoopbackListener {
  readonly portTarget: PortTarget;
  readonly workload: Workload;
  /** `argument --listen`, `variable HOST`. */
  readonly description: string;
  readonly at: Located<string>;
  /** Where the Service leads to. */
  readonly number: number;
}

/** Only where it is certain that the port is meant that the Service leads to. */
export function findLoopbackListeners(graph: Graph): readonly LoopbackListener[] {
  const mentioning = new Map<SourceFile, boolean>();
  const mentions = ({ resource: { file } }: Workload): boolean => {
    let answer = mentioning.get(file);
    if (answer === undefined) {
      answer = /127\.0\.0\.1|localhost|\[::1\]/.test(file.text);
      mentioning.set(file, answer);
    }
    return answer;
  };
  const known = new Map<Container, readonly Listening[]>();
  const listeningOf = (container: Container): readonly Listening[] => {
    let listening = known.get(container);
    if (listening === undefined) {
      listening = readListening(container);
      known.set(container, listening);
    }
    return listening;
  };
  return graph.portTargets.flatMap((portTarget) => {
    for (const workload of portTarget.workloads) {
      // Requests of the node itself reach the loopback address of a Pod in its network.
      if (workload.template.hostNetwork || !mentions(workload)) continue;
      const listener = findListener(portTarget, workload, listeningOf);
      if (listener !== undefined) return [listener];
    }
    return [];
  });
}

function findListener(
  portTarget: PortTarget,
  workload: Workload,
  listeningOf: (container: Container) => readonly Listening[],
): LoopbackListener | undefined {
  const { target, port } = portTarget;
  const { ports } = workload.template;
  const declared = ports.targeted(target.value, port.protocol.value);
  const container = declared && ports.ownerOf(declared);
  const number = declared?.containerPort?.value;
  if (number === undefined || container === undefined) return undefined;
  const listening = listeningOf(container).find(({ stated }) =>
    stated === undefined ? ports.all.length === 1 : stated === number,
  );
  if (listening === undefined) return undefined;
  const { description, at } = listening;
  return { portTarget, workload, description, at, number };
}

interface Listening {
  readonly description: string;
  readonly at: Located<string>;
  /** The port beside the address. */
  readonly stated: number | undefined;
}

/** Flags and variables that say where a server listens; those for its clients are named otherwise. */
const FLAG =
  /^--?((?:[\w.-]+[.-])?(?:listen|bind)(?:-?addr(?:ess)?|-host|-ip)?|host|addr|address|http-addr(?:ess)?)(?:[= ](.*))?$/;
const VARIABLE = /^(?:HOST|(?:[A-Z_]+_)?(?:BIND|LISTEN)(?:_?ADDR(?:ESS)?|_HOST|_IP)?)$/;
const LOOPBACK = /^(?:https?:\/\/)?(?:127\.0\.0\.1|localhost|\[::1\])(?::([0-9]+))?$/;

function readListening({ fields }: Container): readonly Listening[] {
  const listening: Listening[] = [];
  const enter = (description: string, at: Located<string>, value: string): void => {
    const [whole, port] = LOOPBACK.exec(value) ?? [];
    if (whole === undefined) return;
    listening.push({ description, at, stated: port === undefined ? undefined : Number(port) });
  };
  let flag: string | undefined;
  for (const argument of [...fields.get('command').items(), ...fields.get('args').items()]) {
    const text = (argument as Field).text();
    if (text === undefined) continue;
    if (flag !== undefined) enter(`argument --${flag}`, text, text.value);
    const [, name, value] = FLAG.exec(text.value) ?? [];
    if (name !== undefined && value !== undefined) enter(`argument --${name}`, text, value);
    flag = value === undefined ? name : undefined;
  }
  for (const variable of fields.get('env').items()) {
    const name = variable.get('name').text()?.value ?? '';
    const text = variable.get('value').text();
    if (text !== undefined && VARIABLE.test(name)) enter(`variable ${name}`, text, text.value);
  }
  return listening;
}
