import { describe, expect, test } from 'vitest';
import { tell } from './silenced.ts';

const RULE = 'service-target-port-is-quoted-number';

/** A Service with one wrong line, the ninth, and comments at chosen places. */
function service(
  at: { head?: string; above?: string; behind?: string; below?: string } = {},
): string {
  const comment = (text: string | undefined, indent: string): string[] =>
    text === undefined ? [] : [`${indent}# k8s-svc-lint-${text}`];
  return [
    ...comment(at.head, ''),
    'apiVersion: v1',
    'kind: Service',
    'metadata: {name: cart}',
    'spec:',
    '  selector: {app: cart}',
    '  clusterIP: None',
    '  ports:',
    '  - port: 80',
    ...comment(at.above, '    '),
    `    targetPort: "8080"${at.behind === undefined ? '' : ` # k8s-svc-lint-${at.behind}`}`,
    ...comment(at.below, '    '),
    '---',
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata: {name: cart}',
    'spec:',
    '  selector: {matchLabels: {app: cart}}',
    '  template:',
    '    metadata: {labels: {app: cart}}',
    '    spec:',
    '      containers:',
    '      - {name: cart, image: cart, ports: [{containerPort: 8080}]}',
    '',
  ].join('\n');
}

test('without a comment the finding is reported', () => {
  expect(tell(service()).reported).toEqual([`shop/cart.yaml:9 ${RULE}`]);
});

describe('a comment silences its rule', () => {
  test.each([
    ['behind the reported line', { behind: `disable-line ${RULE} -- legacy` }],
    ['above the reported line', { above: `disable-next-line ${RULE} -- legacy` }],
    [
      'alone above the reported line, though it says line',
      { above: `disable-line ${RULE} -- legacy` },
    ],
    ['at the head of the document', { head: `disable-next-line ${RULE} -- legacy` }],
    ['at the head of the document, whatever its form', { head: `disable-line ${RULE} -- legacy` }],
    ['anywhere in the file', { below: `disable-file ${RULE} -- legacy` }],
  ])('%s', (_, at) => {
    const { reported, silenced, complaints } = tell(service(at));
    expect(reported).toEqual([]);
    expect(silenced).toEqual([expect.stringMatching(/quoted-number comment: legacy$/)]);
    expect(complaints).toEqual([]);
  });

  test('at the other end of the link', () => {
    const text = service().replace('containerPort: 8080}', 'containerPort: 8080, name: http}');
    const wrong = text.replace('"8080"', 'htpp');
    const rule = 'service-target-port-unresolved';
    expect(tell(wrong).reported).toEqual([`shop/cart.yaml:9 ${rule}`]);
    const end = wrong.replace('name: http}]}', `name: http}]} # k8s-svc-lint-disable-line ${rule}`);
    expect(tell(end)).toMatchObject({ reported: [], complaints: [] });
  });

  test('over blank lines and other comments', () => {
    const text = service({ above: `disable-next-line ${RULE} -- legacy` });
    const apart = text.replace(
      '    targetPort',
      '\n    # until the port has a name\n    targetPort',
    );
    expect(tell(apart).reported).toEqual([]);
  });

  test('above the first separator of a file', () => {
    const text = `# k8s-svc-lint-disable-line ${RULE} -- legacy\n---\n${service()}`;
    expect(tell(text)).toMatchObject({ reported: [], complaints: [] });
  });

  test('with Windows line ends, and tabs before the comment', () => {
    const text = service({ behind: `disable-line ${RULE} -- legacy` }).replace(' # k8s', '\t# k8s');
    const { reported, silenced } = tell(text.replaceAll('\n', '\r\n'));
    expect(reported).toEqual([]);
    expect(silenced).toEqual([`shop/cart.yaml:9 ${RULE} comment: legacy`]);
  });

  test('in a document that is no YAML', () => {
    const broken = '# k8s-svc-lint-disable-file syntax -- written by a tool\na: [\n';
    expect(tell(broken)).toMatchObject({ reported: [], complaints: [] });
    expect(tell('a: [\n').reported).toEqual([expect.stringMatching(/ syntax$/)]);
  });

  test('with several rules, commas or not, each for itself', () => {
    const { reported, complaints } = tell(
      service({ behind: `disable-line service-selects-no-pod, ${RULE} -- legacy` }),
    );
    expect(reported).toEqual([]);
    expect(complaints).toEqual([expect.stringContaining('service-selects-no-pod finds nothing')]);
  });
});

describe('a comment does not silence', () => {
  test('another rule, another line, another document', () => {
    const rule = 'service-selects-no-pod';
    expect(tell(service({ behind: `disable-line ${rule}` })).reported).toHaveLength(1);
    expect(tell(service({ below: `disable-next-line ${RULE}` })).reported).toHaveLength(1);
    const elsewhere = service().replace('---\n', `---\n# k8s-svc-lint-disable-line ${RULE}\n`);
    expect(tell(elsewhere).reported).toHaveLength(1);
  });

  test('the same line of another file', () => {
    const silenced = service({ behind: `disable-line ${RULE}` });
    const { reported } = tell({ 'shop/a.yaml': silenced, 'stage/a.yaml': service() });
    expect(reported).toEqual([`stage/a.yaml:9 ${RULE}`]);
  });

  test('by being mentioned', () => {
    const mention = service().replace('"8080"', `"8080" # see k8s-svc-lint-disable-line ${RULE}`);
    expect(tell(mention)).toMatchObject({ reported: [`shop/cart.yaml:9 ${RULE}`], complaints: [] });
  });

  test('from within a text that is no comment', () => {
    const text = `${service()}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: notes}\ndata:\n  help: |\n    # k8s-svc-lint-disable-file ${RULE}\n    # k8s-svc-lint-disable-lin ${RULE}\n  other: "# k8s-svc-lint-disable-file ${RULE}"\n`;
    expect(tell(text)).toMatchObject({ reported: [`shop/cart.yaml:9 ${RULE}`], complaints: [] });
  });
});

test('what was a template is a file in the stream that Helm renders', () => {
  const rendered = (name: string, template: string, comment = ''): string => {
    const object = (service().split('---')[0] ?? '').replace('name: cart', `name: ${name}`);
    return `---\n# Source: shop/templates/${template}.yaml\n${comment}${object}`;
  };
  const stream = [
    rendered('cart', 'cart', `# k8s-svc-lint-disable-file ${RULE} -- legacy\n`),
    rendered('pay', 'pay'),
    rendered('basket', 'cart'),
  ].join('');
  const { reported, silenced, complaints } = tell({ '<stdin>': stream });
  expect(reported).toEqual([`<stdin>:23 ${RULE}`]);
  expect(silenced).toHaveLength(2);
  expect(complaints).toEqual([]);
});

describe('a text that a manifest carries', () => {
  const configMap = (line: string, before = ''): string =>
    `${service().replace('"8080"', '8080').replace('clusterIP', 'sessionAffinity')}---
apiVersion: v1
kind: ConfigMap
metadata: {name: web}
data:
  nginx.conf: |
    location / {
${before}      proxy_pass http://cart:8080;${line}
    }
`;
  const rule = 'host-port-is-target-port';

  test('has findings', () => {
    expect(tell(configMap('')).reported).toEqual([`shop/cart.yaml:28 ${rule}`]);
  });

  test.each([
    ['behind', ` # k8s-svc-lint-disable-line ${rule} -- a proxy`, ''],
    ['above', '', `      # k8s-svc-lint-disable-next-line ${rule} -- a proxy\n`],
    ['in the comments of another language', '', `// k8s-svc-lint-disable-next-line ${rule}\n`],
  ])('silences its own: %s', (_, line, before) => {
    const { reported, complaints } = tell(
      configMap(line, before === '' ? '' : `      ${before.trim()}\n`),
    );
    expect(reported).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('the mark that ends its comment is no part of the reason', () => {
    const { silenced } = tell(configMap(` <!-- k8s-svc-lint-disable-line ${rule} -- a proxy -->`));
    expect(silenced).toEqual([`shop/cart.yaml:28 ${rule} comment: a proxy`]);
  });

  test('can be silenced from the head of its document, and from its first line', () => {
    const head = configMap('').replace(
      /---\n(apiVersion: v1\nkind: ConfigMap)/,
      `---\n# k8s-svc-lint-disable-line ${rule}\n$1`,
    );
    expect(tell(head)).toMatchObject({ reported: [], complaints: [] });
  });

  test('is not told what it silences in vain', () => {
    const { complaints } = tell(configMap(' # k8s-svc-lint-disable-line service-selects-no-pod'));
    expect(complaints).toEqual([]);
  });
});

describe('reasons and days', () => {
  test('a reason goes on to the end of the line, whatever is in it', () => {
    const reason = 'see #12 -- until=later # really';
    const { silenced } = tell(service({ behind: `disable-line ${RULE} -- ${reason}` }));
    expect(silenced).toEqual([`shop/cart.yaml:9 ${RULE} comment: ${reason}`]);
  });

  test('it holds on its last day, and not on the next', () => {
    const text = service({ behind: `disable-line ${RULE} until=2026-06-15 -- legacy` });
    expect(tell(text, { today: '2026-06-15' })).toMatchObject({ reported: [], complaints: [] });
    const after = tell(text, { today: '2026-06-16' });
    expect(after.reported).toEqual([`shop/cart.yaml:9 ${RULE}`]);
    expect(after.complaints).toEqual([
      `shop/cart.yaml:9 suppression-expired: ${RULE} was silenced until 2026-06-15 and is reported again; mend it, or write a later day`,
    ]);
  });

  test.each(['2026-02-30', '15.6.2026', ''])('"%s" is no day', (date) => {
    const { complaints, reported } = tell(
      service({ behind: `disable-line ${RULE} until=${date}` }),
    );
    expect(complaints).toEqual([expect.stringContaining(`"${date}" is no date`)]);
    // What is silenced for good by a slip of the pen would never be seen again.
    expect(reported).toEqual([`shop/cart.yaml:9 ${RULE}`]);
  });

  test('a reason is asked for only where --require-reason does', () => {
    const text = service({ behind: `disable-line ${RULE}` });
    expect(tell(text).complaints).toEqual([]);
    expect(tell(text, { requiresReason: true })).toMatchObject({
      reported: [],
      complaints: [
        `shop/cart.yaml:9 suppression-without-reason: ${RULE} is silenced without a reason; write it behind " -- "`,
      ],
    });
  });
});

describe('what is wrong with a comment is said', () => {
  test('a rule that does not exist', () => {
    const { complaints } = tell(service({ behind: `disable-line ${RULE}s -- legacy` }), {
      nearestRule: () => RULE,
    });
    expect(complaints).toEqual([
      `shop/cart.yaml:9 suppression-unknown-rule: there is no rule "${RULE}s"; did you mean "${RULE}"?`,
    ]);
  });

  test('a reason without dashes', () => {
    const { complaints } = tell(service({ behind: `disable-line ${RULE} legacy` }));
    expect(complaints).toEqual([
      'shop/cart.yaml:9 suppression-unknown-rule: there is no rule "legacy"; "k8s-svc-lint rules" lists all; a reason stands behind " -- "',
    ]);
  });

  test('no rule', () => {
    expect(tell(service({ behind: 'disable-line -- legacy' })).complaints).toEqual([
      expect.stringContaining('"k8s-svc-lint-disable-line" names no rule'),
    ]);
  });

  test.each([
    ['disable-nextline', 'disable-next-line'],
    ['disable', 'disable-next-line'],
    ['ignore-file', 'disable-file'],
  ])('%s', (form, meant) => {
    expect(tell(service({ behind: `${form} ${RULE}` })).complaints).toEqual([
      expect.stringContaining(`write k8s-svc-lint-${meant}`),
    ]);
  });

  test('a rule that finds nothing in the file', () => {
    const text = service({ behind: 'disable-line service-selects-no-pod' });
    expect(tell(text).complaints).toEqual([
      'shop/cart.yaml:9 suppression-unused: the comment silences nothing: service-selects-no-pod finds nothing in this line; take it out',
    ]);
  });

  test('a rule that finds something elsewhere in the file', () => {
    const text = service({ below: `disable-next-line ${RULE}` });
    expect(tell(text).complaints).toEqual([
      expect.stringContaining(
        'finds nothing in the next line, but in line 9, in Service cart; put it on that line or the line above',
      ),
    ]);
  });

  test('not in a template, whose comments are for what it becomes', () => {
    const comment = '# k8s-svc-lint-disable-file service-selects-no-pod -- by hand';
    const template = `${comment}\nkind: Service\nmetadata: {{ .Values.metadata }}\n`;
    expect(tell(template).complaints).toEqual([]);
  });

  test('not where the rule did not run', () => {
    const text = service({ behind: 'disable-line service-selects-no-pod' });
    const { complaints } = tell(text, {
      severityOf: (id) => (id === 'service-selects-no-pod' ? undefined : 'warning'),
    });
    expect(complaints).toEqual([]);
  });
});

test('--no-inline-config makes comments comments', () => {
  const text = service({ behind: `disable-line ${RULE} legacy`, head: 'disable-file nothing' });
  expect(tell(text, { isInline: false })).toEqual({
    reported: [`shop/cart.yaml:10 ${RULE}`],
    silenced: [],
    complaints: [],
  });
});

test('a crashed rule cannot be silenced', () => {
  const { complaints } = tell(service({ behind: 'disable-file rule-crashed' }));
  expect(complaints).toEqual([expect.stringContaining('rule-crashed finds nothing')]);
});
