import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseManifest } from '../../src/parse/index.ts';
import { readPieces, type Piece, type ReadLimits } from '../../src/source/read.ts';
import { folderOf } from '../support/command.ts';

const LIMITS: ReadLimits = { maxDocumentBytes: 400, pieceBytes: 100 };

function piecesOf(text: string | Buffer, limits = LIMITS): { pieces: Piece[]; kind: string } {
  const file = path.join(folderOf({}), 'shop.yaml');
  writeFileSync(file, text);
  const reading = readPieces(file, 'shop.yaml', limits);
  const pieces: Piece[] = [];
  let next = reading.next();
  for (; next.done !== true; next = reading.next()) pieces.push(next.value);
  return { pieces, kind: next.value };
}

function document(name: string, lines = 1): string {
  return `---\nname: ${name}\n${'key: "a 🛒 and a --- inside"\n'.repeat(lines - 1)}`;
}

test('pieces together are the file, cut between documents', () => {
  const text = Array.from({ length: 50 }, (_, index) => document(`cart-${index}`, (index % 5) + 1));
  const { pieces, kind } = piecesOf(text.join(''));
  expect(kind).toBe('text');
  expect(pieces.length).toBeGreaterThan(5);
  expect(pieces.map(({ file }) => file.text).join('')).toBe(text.join(''));
  for (const { file } of pieces.slice(1)) expect(file.text).toMatch(/^---\n/);
});

test('lines and documents are counted through the pieces', () => {
  const text = Array.from({ length: 40 }, (_, index) => document(`cart-${index}`, 3)).join('');
  const whole = piecesOf(text, { maxDocumentBytes: 1e6, pieceBytes: 1e6 }).pieces;
  const places = (pieces: readonly Piece[]): string[] => {
    let firstIndex = 0;
    return pieces.flatMap(({ file }) => {
      const documents = parseManifest(file, { firstIndex });
      firstIndex += documents.length;
      return documents.map(({ index, root }) => {
        const name = root.get('name').anchor();
        return `${index} ${JSON.stringify(name.range)} ${name.text}`;
      });
    });
  };
  expect(whole).toHaveLength(1);
  expect(places(piecesOf(text).pieces)).toEqual(places(whole));
});

test('a document above the limit is told with its line, and those around it are read', () => {
  const text = document('cart', 2) + document('giant', 40) + document('catalog');
  const { pieces } = piecesOf(text);
  expect(pieces.map(({ refusal }) => refusal)).toEqual([undefined, 'too-large', undefined]);
  expect(pieces.map(({ file }) => file.positionAt(0).line)).toEqual([1, 4, 45]);
  expect(pieces[2]?.file.text).toBe(document('catalog'));
});

test.each([399, 400, 401, 402, 405, 600])('%i bytes against a limit of 400', (size) => {
  const head = '---\na: ';
  const giant = `${head}${'x'.repeat(size - head.length - 1)}\n`;
  const refusal = size > 400 ? 'too-large' : undefined;
  const refusals = (text: string): (string | undefined)[] =>
    piecesOf(text).pieces.map((it) => it.refusal);
  expect(refusals(giant)).toEqual([refusal]);
  expect(refusals(giant + document('cart'))).toEqual([refusal, undefined]);
  expect(refusals(document('cart') + giant)).toEqual([undefined, refusal]);
  expect(refusals(giant + giant)).toEqual([refusal, refusal]);
});

test('what is not UTF-8 is told apart, and what is no text gives nothing', () => {
  expect(piecesOf(Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe])).pieces[0]?.refusal).toBe('not-utf8');
  expect(piecesOf(Buffer.from([0x61, 0x00, 0x61, 0x00]))).toEqual({ pieces: [], kind: 'binary' });
  expect(piecesOf('name: 🛒').pieces[0]?.refusal).toBeUndefined();
});

test('an empty file is one empty piece', () => {
  expect(piecesOf('').pieces.map(({ file }) => file.text)).toEqual(['']);
});
