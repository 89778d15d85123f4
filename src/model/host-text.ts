/** A host as it stands in a text. */
export interface HostInText {
  /** Without a final dot. */
  readonly host: string;
  readonly start: number;
  readonly port: number | undefined;
  /** Where the port stands, when it is written. */
  readonly portStart: number;
  /** How it is known to be a host. */
  readonly form: HostForm;
  /** Such as `http`; empty where none is written. */
  readonly scheme: string;
  /** A URL that goes on behind host and port: they are all that there is. */
  readonly isComplete: boolean;
}

export type HostForm =
  /** `http://cart:8080/` */
  | 'url'
  /** `cart:8080` */
  | 'host-port'
  /** `cart.shop.svc`: nothing but a Service is called so. */
  | 'full-name'
  /** `nslookup cart` */
  | 'command'
  /** `host = cart`: a word, in a place that wants a host. */
  | 'word';

const LONGEST_NAME = 253;
const HOST = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;

/**
 * The hosts that a text names, with the offset of each. Every search starts at a mark that is rare
 * (`://`, `:80`, `.svc`) and looks a bounded way around it: linear in the text.
 */
export function findHosts(text: string, key: string): HostInText[] {
  const found = new Map<number, HostInText>();
  const add = (host: HostInText | undefined): void => {
    if (host !== undefined && !found.has(host.start)) found.set(host.start, host);
  };
  const hasColon = text.includes(':');
  if (hasColon) findUrls(text, add);
  findFullNames(text, add);
  if (hasColon) findHostPorts(text, add);
  if (/[ \t]/.test(text)) findInCommands(text, add);
  if (wantsHost(key)) findWords(text, add);
  if (hasColon || text.includes('=')) findSettings(text, add);
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/** Whether any of the marks that hosts are found by is there: in most values none is. */
export function mayNameHost(text: string, key: string): boolean {
  let hasLetter = false;
  let hasMark = false;
  for (let at = 0; at < text.length && !(hasLetter && hasMark); at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x61 && code <= 0x7a) hasLetter = true;
    else if (IS_MARK[code] === 1) hasMark = true;
  }
  return hasLetter && text.length > 1 && (hasMark || wantsHost(key));
}

/** A URL or a port, a full name, a command with its argument, a setting. */
const IS_MARK = Uint8Array.from({ length: 128 }, (_, code) =>
  ':. \t='.includes(String.fromCharCode(code)) ? 1 : 0,
);

type Add = (host: HostInText | undefined) => void;

/** Schemes behind which a host of the network stands: not `file`, `s3`, `docker` … */
const SCHEMES = new Set(
  (
    'http https ws wss tcp udp tls ssl h2 h2c grpc grpcs rpc redis rediss valkey valkeys ' +
    'sentinel amqp amqps mongodb postgres postgresql psql cockroachdb mysql mariadb sqlserver ' +
    'oracle clickhouse cassandra nats kafka pulsar mqtt mqtts stomp ldap ldaps smtp smtps imap ' +
    'imaps ftp sftp ssh memcache memcached zk zookeeper etcd bolt neo4j elasticsearch ' +
    'opensearch statsd zipkin jaeger otlp thrift hdfs alluxio spark syslog gelf dns consul ' +
    'influxdb couchdb db2 hive2 presto trino'
  ).split(' '),
);

/** What ends the authority of a URL. */
const AUTHORITY = /[^\s/"'`<>\\?#;|)}\],]{1,300}/y;
const HOST_AND_PORT = /^(?:[^@]*@)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)\.?(?::(\d{1,5}))?$/;

function findUrls(text: string, add: Add): void {
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const before = /[a-z][a-z0-9]*$/i.exec(text.slice(Math.max(0, at - 24), at))?.[0] ?? '';
    const scheme = before.toLowerCase();
    // `dns:///cart:80` names a resolver that is empty.
    const start = at + 3 + (scheme === 'dns' && text[at + 3] === '/' ? 1 : 0);
    AUTHORITY.lastIndex = start;
    const authority = AUTHORITY.exec(text)?.[0];
    if (authority === undefined || !SCHEMES.has(scheme)) continue;
    const [, host, port] = HOST_AND_PORT.exec(authority) ?? [];
    const end = start + authority.length;
    // `http://cart-$(NAME)`, `http://cart-{{ .Name }}`: the rest of the name is not known.
    if (host === undefined || !isHost(host) || /^[\\]?[{$<%]/.test(text.slice(end, end + 2)))
      continue;
    const hostStart = end - (port === undefined ? 0 : port.length + 1) - host.length;
    const dot = authority.endsWith('.') || authority.includes('.:') ? 1 : 0;
    add({
      host,
      start: hostStart - dot,
      port: port === undefined ? undefined : Number(port),
      portStart: end - (port?.length ?? 0),
      form: 'url',
      scheme,
      isComplete: text[end] === '/',
    });
  }
}

/** A port with a host of some sort before it, and nothing behind it that makes it another thing. */
const PORT = /:(\d{1,5})(?![\w$]|[:.@-]\w|\.?\/\d)/g;

function findHostPorts(text: string, add: Add): void {
  for (const match of text.matchAll(PORT)) {
    const [, digits = ''] = match;
    const end = match.index;
    const start = wordStart(text, end);
    const host = text.slice(start, end).replace(/\.$/, '');
    const port = Number(digits);
    if (port === 0 || port > 65535 || !isHost(host) || !mayStartAt(text, start)) continue;
    if (isImageOrOwner(text, start)) continue;
    add({
      host,
      start,
      port,
      portStart: end + 1,
      form: 'host-port',
      scheme: '',
      isComplete: true,
    });
  }
}

/** `image: cart:80` is a tag, and `chown mysql:999` a group. */
function isImageOrOwner(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 80), start);
  return /(?:image|chown|--user|docker |crictl|(?:docker|oci|s3|file):\/\/|tag\b)[^\n]*$/i.test(
    before,
  );
}

/** Ends of file names that follow `.svc.` as a zone would. */
const FILE_END =
  /\.(?:ya?ml|json|toml|ini|conf|cfg|txt|log|crt|cert|key|pem|csr|p12|jks|tf|go|java|cs|py|js|ts|sh|html?|proto|local\.tpl|tpl|j2)$/;

function findFullNames(text: string, add: Add): void {
  for (const mark of ['.svc', '.cluster.local']) {
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) {
      const next = text.charCodeAt(at + mark.length);
      if (isNameCode(next) && next !== DOT) continue;
      const start = wordStart(text, at);
      const end = wordEnd(text, at + mark.length);
      const host = text.slice(start, end).replace(/\.$/, '');
      if (!isHost(host.replace(/^(?:_[\w-]+\.)+/, '')) || !mayStartAt(text, start)) continue;
      if (FILE_END.test(host)) continue;
      PORT_HERE.lastIndex = end;
      const port = PORT_HERE.exec(text)?.[1];
      add({
        host,
        start,
        port: port === undefined ? undefined : Number(port),
        portStart: end + 1,
        form: 'full-name',
        scheme: '',
        isComplete: port !== undefined,
      });
    }
  }
}

const PORT_HERE = /:(\d{1,5})(?![\w$])/y;

/** Programs whose first plain argument is a host, and the port behind it. */
const COMMAND =
  /(?:^|[\s;&|("'`])(?:nslookup|nc|ncat|netcat|telnet|ping|getent hosts|pg_isready -h|redis-cli -h|mysql -h|mysqladmin(?: ping)? -h|psql -h|mongo --host|mysql --host)((?:[ \t]+-[A-Za-z]{1,4}(?:[ \t]+\d+)?)*[ \t]+)([a-z0-9][a-z0-9.-]{0,252})(?:[ \t:]+(\d{1,5}))?(?=[\s;&|)"'`]|$)/g;

function findInCommands(text: string, add: Add): void {
  for (const match of text.matchAll(COMMAND)) {
    const [whole, , name = '', port] = match;
    const host = name.replace(/\.$/, '');
    if (!isHost(host)) continue;
    const start = match.index + whole.length - name.length - behindName(whole, name, port);
    add({
      host,
      start,
      port: port === undefined ? undefined : Number(port),
      portStart: match.index + whole.length - (port?.length ?? 0),
      form: 'command',
      scheme: '',
      isComplete: true,
    });
  }
}

/** How long the port and what parts it from the name is. */
function behindName(whole: string, name: string, port: string | undefined): number {
  return port === undefined ? 0 : whole.length - whole.lastIndexOf(name) - name.length;
}

/** The last word of a key that wants a host: `DB_HOST`, `spring.redis.host`, `kafkaBrokers`. */
const HOST_KEY =
  /(?:^|[_.-]|[a-z](?=[A-Z]))(?:hosts?|hostname|server|servers|addr|address|addresses|endpoints?|urls?|uri|brokers?|seeds?|peers|members|bootstrap[_.-]?servers|upstream)$/i;
/** Keys that look so and name something else: a user's host, a server's own name, what is exempt. */
const OTHER_KEY =
  /no[_-]?proxy|service[_-]?name|server[_-]?name|user|email|bind|listen|advertise|(?:^|[_.-])host[_-]?name$|node|virtual|public|external|docker|image|cors|origin|redirect|callback|cookie|domain|root/i;

/** The last letters of what HOST_KEY wants: a look that saves most of the others. */
const HOST_ENDS = new Set('st ts me er rs dr ss es nt rl ls ri ed ds am'.split(' '));

export function wantsHost(key: string): boolean {
  if (!HOST_ENDS.has(key.slice(-2).toLowerCase())) return false;
  return HOST_KEY.test(key) && !OTHER_KEY.test(key);
}

/** One setting a line: `key = value`, `key: "value",`, `--key=value`. */
const SETTING =
  /^[ \t]*(?:- |--?|export )?["']?([A-Za-z][\w.-]{0,120})["']?[ \t]*[=:][ \t]*["']?([a-z0-9][a-z0-9.-]{0,252})["']?[ \t]*[,;]?[ \t]*\r?$/gm;
const LIST =
  /^[ \t]*(?:[a-z0-9][a-z0-9.-]{0,252})(?:[, \t]+[a-z0-9][a-z0-9.-]{0,252})*[ \t]*\r?\n?$/;
const LONGEST_LIST = 4096;

/** One host or several are all that the value of a key that wants them is. */
function findWords(text: string, add: Add): void {
  if (text.length >= LONGEST_LIST || !LIST.test(text)) return;
  for (const match of text.matchAll(/[a-z0-9][a-z0-9.-]*/g)) addWord(match[0], match.index, add);
}

function findSettings(text: string, add: Add): void {
  for (const match of text.matchAll(SETTING)) {
    const [whole, name = '', value = ''] = match;
    if (!wantsHost(name)) continue;
    addWord(value, match.index + whole.lastIndexOf(value), add);
  }
}

function addWord(word: string, start: number, add: Add): void {
  const host = word.replace(/\.$/, '');
  if (!isHost(host)) return;
  add({ host, start, port: undefined, portStart: 0, form: 'word', scheme: '', isComplete: false });
}

/** Labels of a host, at least one letter; no number and no address. */
function isHost(text: string): boolean {
  return (
    text.length <= LONGEST_NAME &&
    HOST.test(text) &&
    !text.includes('..') &&
    /[a-z]/.test(text) &&
    !/[0-9]\.[0-9.]+$/.test(text)
  );
}

/** Whether a name begins here: not in the middle of a path, and not behind a value filled in. */
function mayStartAt(text: string, start: number): boolean {
  const before = text[start - 1];
  if (before === undefined) return true;
  if (before === '/') return text[start - 2] === '/';
  return !/[:})$%>*\\~+&]/.test(before);
}

const DOT = 0x2e;

function wordStart(text: string, end: number): number {
  let at = end;
  while (at > 0 && end - at <= LONGEST_NAME && isNameCode(text.charCodeAt(at - 1))) at--;
  return at;
}

function wordEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && at - start <= LONGEST_NAME && isNameCode(text.charCodeAt(at))) at++;
  return at;
}

/** `A-Z a-z 0-9 - . _` */
function isNameCode(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x2d ||
    code === DOT ||
    (code >= 0x41 && code <= 0x5a) ||
    code === 0x5f
  );
}
