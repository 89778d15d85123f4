import {
  defineRule,
  describeResource,
  findPathClashes,
  formatPort,
  type HttpPath,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'ingress-path-taken',
  title: 'Two rules of Ingresses take the same host and path, for different Services',
  category: 'routing',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/ingress/#multiple-matches',
    'https://kubernetes.github.io/ingress-nginx/how-it-works/#when-a-reload-is-required',
  ],
  messages: {
    twice: (data: { path: string; service: string; other: string }) =>
      `this Ingress sends ${data.path} to ${data.other} already: whether ${data.service} gets any request is up to the controller; keep one of the two`,
    taken: (data: { path: string; service: string; other: string; ingress: string }) =>
      `${data.ingress} sends ${data.path} to ${data.other} already, and this one to ${data.service}: which of the two answers is up to the controller, and ingress-nginx refuses the later Ingress; keep one of the two`,
  },
  check(graph, report) {
    for (const { first, again } of findPathClashes(graph)) {
      const data = {
        path: `${again.host ?? '*'}${again.path}`,
        service: describeBackend(again),
        other: describeBackend(first),
        ingress: describeResource(first.from),
      };
      const related = [{ message: `${data.path} goes to ${data.other} here`, at: first.at }];
      report(again.at, first.from === again.from ? 'twice' : 'taken', data, { related });
    }
  },
});

function describeBackend({ backends }: HttpPath): string {
  const [backend] = backends;
  const port = backend?.port === undefined ? '' : ` port ${formatPort(backend.port.value)}`;
  return `Service ${backend?.name.value ?? ''}${port}`;
}
