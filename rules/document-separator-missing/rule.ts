import { defineRule, type Document, type Located } from '../../src/rule/index.ts';

export default defineRule({
  id: 'document-separator-missing',
  title: 'Two objects stand in one document, and the first is lost',
  category: 'syntax',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/management/#organizing-resource-configurations',
  ],
  messages: {
    missing: (data: { kind: string; name: string }) =>
      `another object begins on the next line without --- before it: kubectl takes it for the same one, and ${data.kind} ${data.name} is never created; write --- on a line of its own`,
  },
  check(graph, report) {
    for (const document of graph.documents) {
      const { continuation, root } = document;
      if (continuation === undefined) continue;
      const name = root.get('metadata').get('name').text()?.value ?? '';
      const kind = root.get('kind').text()?.value ?? '';
      report(
        lastLine(document),
        'missing',
        { kind, name },
        {
          related: [
            { message: 'the next object begins here', at: continuation.root.get('kind').anchor() },
          ],
        },
      );
    }
  },
});

/** The last line with anything on it. */
function lastLine(document: Document): Located<undefined> {
  const { start, end, file } = document;
  const last = start + file.text.slice(start, end).trimEnd().length;
  const line = file.text.lastIndexOf('\n', last - 1) + 1;
  const ink = file.text.slice(line, last).search(/\S/);
  return document.place(line + Math.max(ink, 0), last);
}
