import type { Located } from '../parse/index.ts';
import type { ConfiguredText, ConfiguredTexts } from './configured-text.ts';
import { findHosts, mayNameHost, type HostForm } from './host-text.ts';
import { blankComments, blankEscapes } from './plain-text.ts';

/** A host that a configured text names, and the port that goes with it. */
export interface HostMention {
  readonly source: ConfiguredText;
  /** As written, without a final dot. Its place is exact, in the middle of a long text too. */
  readonly host: Located<string>;
  readonly port: Located<number> | undefined;
  readonly form: HostForm;
  /** Such as `http`; empty where none is written. */
  readonly scheme: string;
  /** Whether nothing can be added behind: a URL that goes on with a path. */
  readonly isComplete: boolean;
}

/** The hosts in texts that stand together; a `DB_HOST` takes its port from the `DB_PORT` beside it. */
export function readHostMentions(texts: ConfiguredTexts): HostMention[] {
  const mentions: HostMention[] = [];
  for (const text of texts) for (const mention of readMentions(text)) mentions.push(mention);
  if (mentions.length === 0) return mentions;
  const byKey = new Map(texts.map((text) => [text.key.toUpperCase(), text]));
  return mentions.map((mention) => {
    const port = mention.port === undefined ? portBeside(mention, byKey) : undefined;
    return port === undefined ? mention : { ...mention, port, isComplete: true };
  });
}

/** What no program takes its configuration from: text for people, and lists of what not to proxy. */
const PROSE_KEY =
  /(?:^|[._-])(?:readme|notes|license|changelog|description|corefile|stubdomains)(?:\.\w+)?$|\.md$|no_?proxy/i;

function readMentions(source: ConfiguredText): HostMention[] {
  const { text, key } = source;
  if (!mayNameHost(text.value, key) || PROSE_KEY.test(key)) return [];
  const { scanned, isExact } = scannable(source);
  return findHosts(scanned, key).map((it): HostMention => {
    const host = part(text, isExact, it.start, it.host.length, it.host);
    const port =
      it.port === undefined
        ? undefined
        : part(text, isExact, it.portStart, String(it.port).length, it.port);
    const { form, scheme, isComplete } = it;
    return { source, host, port, form, scheme, isComplete };
  });
}

/**
 * What to search, offsets being those of the text in the file wherever a scalar is written in full:
 * comments are blanked, and escapes, for they are no part of a name. Behind an alias or base64 only
 * the value is there to be searched.
 */
function scannable({ text, key }: ConfiguredText): { scanned: string; isExact: boolean } {
  const written = text.text;
  const isQuoted = written.startsWith('"');
  const first = /[a-z0-9.-]{3,}/.exec(text.value)?.[0] ?? '';
  const isExact = !written.startsWith('*') && written.includes(first);
  if (!isExact) return { scanned: blankComments(text.value, key), isExact };
  return { scanned: blankComments(isQuoted ? blankEscapes(written) : written, key), isExact };
}

function part<T>(
  text: Located<string>,
  isExact: boolean,
  start: number,
  length: number,
  value: T,
): Located<T> {
  return isExact
    ? text.part(value, text.start + start, text.start + start + length)
    : text.with(value);
}

const HOST_WORD = /(HOST(?:NAME)?|ADDR(?:ESS)?|SERVER|ENDPOINT)$/;

/** `DB_PORT` for `DB_HOST`: a number of its own. */
function portBeside(
  { source, form }: HostMention,
  byKey: ReadonlyMap<string, ConfiguredText>,
): Located<number> | undefined {
  if (form !== 'word') return undefined;
  const key = source.key.toUpperCase();
  if (!HOST_WORD.test(key)) return undefined;
  const text = byKey.get(key.replace(HOST_WORD, 'PORT'))?.text;
  const number = /^\d{1,5}$/.test(text?.value ?? '') ? Number(text?.value) : 0;
  return number > 0 && number < 65536 ? text?.with(number) : undefined;
}
