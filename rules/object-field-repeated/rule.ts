import { defineRefusalRule } from '../../src/rule/index.ts';

export default defineRefusalRule({
  id: 'object-field-repeated',
  title: 'Mapping has a key twice, of which all but the last are lost',
  severity: 'warning',
  references: ['https://yaml.org/spec/1.2.2/#3213-node-comparison'],
  covers: ({ code }) => code === 'field-repeated',
});
