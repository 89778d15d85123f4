import type { Field } from '../parse/index.ts';

/** What tells the items of a list apart, the first that an item has; Kubernetes merges by some of them. */
const KEYS: readonly string[] = [
  'name',
  'host',
  'hostname',
  'path',
  'containerPort',
  'port',
  'key',
  'ip',
];
/** As long as there is one port in a list, it needs no name; many get one when the second comes. */
export const KEYS_WITHOUT_NAME: readonly string[] = KEYS.filter((key) => key !== 'name');
const PORTS = new Set(['containerPort', 'port']);
const USUAL_PROTOCOL = 'TCP';

const SEGMENT = /\[([^\]]*)\]|([^.[\]]+)/g;
const INDEX = /^\d+$/;

/**
 * Rewrites field paths so that list items go by their keys, `spec.ports[name=http]`: another order of
 * the same items is the same path. Items without a key keep their number; plain values are `[]`, for
 * what tells them apart is the value itself.
 */
export class KeyedPaths {
  /** The items of each list that a path led through: some lists hold thousands. */
  private readonly items = new Map<string, readonly Field[]>();

  constructor(
    private readonly root: Field,
    private readonly keys: readonly string[] = KEYS,
  ) {}

  /** The keyed form of `path`, from the object on when it stands in a List. */
  of(path: string, isInObject: boolean): string {
    let field = this.root;
    /** Names on the way to the next list: mappings are large, and few paths end in a list. */
    let names: string[] = [];
    let keyed = '';
    for (const { 0: whole, 1: index, 2: plain, index: start } of path.matchAll(SEGMENT)) {
      if (index === undefined || !INDEX.test(index)) {
        names.push(index ?? plain ?? '');
        keyed += index === undefined && keyed !== '' ? `.${whole}` : whole;
        continue;
      }
      const list = names.reduce((it, name) => it.get(name), field);
      const item = this.itemsOf(list, path.slice(0, start))[Number(index)];
      keyed += `[${item === undefined ? index : (keyOf(item, this.keys) ?? index)}]`;
      field = item ?? list.get(index);
      names = [];
      if (isInObject && isListItem(keyed, this.root)) keyed = '';
    }
    return keyed;
  }

  private itemsOf(list: Field, path: string): readonly Field[] {
    let items = this.items.get(path);
    if (items === undefined) this.items.set(path, (items = list.items()));
    return items;
  }
}

/** Whether the path so far leads to an object of its own. */
function isListItem(keyed: string, root: Field): boolean {
  return (
    /^items\[[^\]]*\]$/.test(keyed) && root.get('kind').string()?.value.endsWith('List') === true
  );
}

function keyOf(item: Field, keys: readonly string[]): string | undefined {
  if (item.shape === 'scalar') return '';
  for (const key of keys) {
    const value = item.get(key).text()?.value;
    if (value === undefined) continue;
    const protocol = PORTS.has(key) ? item.get('protocol').text()?.value : undefined;
    const isUsual = protocol === undefined || protocol === USUAL_PROTOCOL;
    return `${key}=${value}${isUsual ? '' : `,protocol=${protocol}`}`;
  }
  return undefined;
}
