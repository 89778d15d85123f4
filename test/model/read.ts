import { readModel, type Model, type Service, type Workload } from '../../src/model/index.ts';
import { parse } from '../parse/support.ts';

export function model(text: string, namespace?: string): Model {
  return readModel(parse(text), { namespace });
}

/** The Service with this `spec`, in flow style. */
export function service(spec: string): Service {
  const text = `{apiVersion: v1, kind: Service, metadata: {name: cart}, spec: ${spec}}`;
  const [first] = model(text).services;
  if (first === undefined) throw new Error(`no Service in ${text}`);
  return first;
}

export function workload(text: string): Workload | undefined {
  return model(text).workloads[0];
}
