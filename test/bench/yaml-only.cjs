// The floor of a linter that leaves all reading to the `yaml` package: it parses and does nothing more.
'use strict';

const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { parseAllDocuments } = require('yaml');

const [directory] = process.argv.slice(2);
for (const name of readdirSync(directory, { recursive: true })) {
  if (!name.endsWith('.yaml')) continue;
  parseAllDocuments(readFileSync(path.join(directory, name), 'utf8'), {
    prettyErrors: false,
    uniqueKeys: false,
  });
}
