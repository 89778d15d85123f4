const FIELDS = [
  { name: 'minute', least: 0, most: 59, words: '' },
  { name: 'hour', least: 0, most: 23, words: '' },
  { name: 'day of month', least: 1, most: 31, words: '' },
  { name: 'month', least: 1, most: 12, words: ' jan feb mar apr may jun jul aug sep oct nov dec' },
  { name: 'day of week', least: 0, most: 6, words: 'sun mon tue wed thu fri sat' },
] as const;

type FieldOfTime = (typeof FIELDS)[number];

const NAMED = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every .+)$/;

/** What is wrong with a cron expression of five fields, as the end of a sentence. */
export function scheduleComplaint(text: string): string | undefined {
  if (/^(?:CRON_)?TZ=/.test(text)) return 'names a time zone, which belongs into timeZone';
  if (text.startsWith('@')) return NAMED.test(text) ? undefined : 'is no known schedule';
  const parts = text.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) {
    return `has ${parts.length} field${parts.length === 1 ? '' : 's'}; it needs 5: minute, hour, day of month, month, day of week`;
  }
  for (const [index, field] of FIELDS.entries()) {
    for (const part of (parts[index] ?? '').split(',')) {
      if (!isLegal(part, field)) {
        const range = `${field.least} to ${field.most}`;
        return `has "${part}" for the ${field.name}, which takes ${range}, ranges, steps and "*"`;
      }
    }
  }
  return undefined;
}

/** `5`, `1-5`, `*`, `?`, each perhaps with a step. */
function isLegal(part: string, field: FieldOfTime): boolean {
  const [range = '', step, ...more] = part.split('/');
  if (more.length > 0 || (step !== undefined && !(/^[0-9]+$/.test(step) && Number(step) > 0))) {
    return false;
  }
  if (range === '*' || range === '?') return true;
  const ends = range.split('-').map((end) => numberAt(end, field));
  const [first, last = first] = ends;
  if (ends.length > 2 || first === undefined || last === undefined) return false;
  return first >= field.least && last <= field.most && first <= last;
}

function numberAt(text: string, { words }: FieldOfTime): number | undefined {
  if (/^[0-9]+$/.test(text)) return Number(text);
  const index = words.split(' ').indexOf(text.toLowerCase());
  return index < 0 || text === '' ? undefined : index;
}

/** What is wrong with the name of a time zone. */
export function timeZoneComplaint(text: string): string | undefined {
  if (text === '') return 'must not be empty';
  if (text.toLowerCase() === 'local')
    return 'must be a zone of the IANA list, not that of a machine';
  if (!/^[A-Za-z0-9_+.-]+(?:\/[A-Za-z0-9_+.-]+)*$/.test(text)) return 'is unknown';
  let isKnown = zones.get(text);
  if (isKnown === undefined) {
    isKnown = isZone(text);
    zones.set(text, isKnown);
  }
  return isKnown ? undefined : 'is unknown';
}

/** Asking is slow, and few zones are written. */
const zones = new Map<string, boolean>();

function isZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
