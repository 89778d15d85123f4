import { describe, expect, test } from 'vitest';
import {
  addressComplaint,
  endpointComplaint,
  isStrictlyInside,
  networkComplaint,
  parseNetwork,
} from '../../src/admission/address.ts';
import {
  dnsLabel,
  dnsSubdomain,
  labelValue,
  portName,
  qualifiedName,
  wildcardDomain,
  type Grammar,
} from '../../src/admission/format.ts';
import { scheduleComplaint, timeZoneComplaint } from '../../src/admission/schedule.ts';

// Right and wrong texts of each grammar, as S-110, S-205, S-221, S-339, S-340 and S-605 have them.
const GRAMMARS: readonly [string, Grammar, readonly string[], readonly string[]][] = [
  [
    'DNS label',
    dnsLabel,
    ['cart', '80', 'a', '2nd-cart', 'a'.repeat(63)],
    ['', 'Cart', 'cart_1', 'cart.shop', '-cart', 'cart-', 'a'.repeat(64), 'wéb'],
  ],
  [
    'DNS subdomain',
    dnsSubdomain,
    ['shop.example.com', 'cart', `${'a'.repeat(250)}.io`],
    ['', 'shop..com', 'shop.com.', 'https://shop.com', 'shop.com:80', 'a_b.com', 'a'.repeat(254)],
  ],
  [
    'wildcard host',
    wildcardDomain,
    ['*.example.com', '*.com'],
    ['*', '*example.com', 'shop.*.com', '*.*.com', '*.'],
  ],
  [
    'port name',
    portName,
    ['http', 'a', 'h2c', '8080-tcp', 'x'.repeat(15)],
    ['', '8080', 'HTTP', 'ht--tp', '-http', 'http-', 'http_web', 'x'.repeat(16)],
  ],
  [
    'label key',
    qualifiedName,
    ['app', 'A.b_c-1', 'shop.example.com/team', 'a'.repeat(63)],
    ['', 'app/', '/app', 'a/b/c', '-app', 'app name', 'Example.com/app', 'a'.repeat(64)],
  ],
  [
    'label value',
    labelValue,
    ['', 'v1.2_3', 'Cart', 'a'.repeat(63)],
    ['v1.2+3', 'web app', '-web', 'web-', 'a/b', 'a'.repeat(64)],
  ],
  [
    'address',
    addressComplaint,
    ['10.9.8.7', '::1', 'fd00::1', '2001:db8::ffff', '1:2:3:4:5:6:7:8', '::10.0.0.1'],
    [
      ...['', '10.0.0', '10.0.0.256', '10.0.0.07', '10.0.0.1/8', 'localhost', '::ffff:10.0.0.1'],
      ...['1:2:3:4:5:6:7', ':::1', 'fd00::1::2', '12345::'],
    ],
  ],
  [
    'network',
    networkComplaint,
    ['10.0.0.0/8', '0.0.0.0/0', '10.9.8.7/32', 'fd00::/8', '::/0'],
    ['10.0.0.0', '10.0.0.0/33', '10.0.0.1/8', '10.0.0.0/08', '010.0.0.0/8', 'any', 'fd00::1/8'],
  ],
  [
    'address of an endpoint',
    endpointComplaint,
    ['10.0.0.1', '224.0.1.5', 'fd00::1'],
    ['0.0.0.0', '127.1.2.3', '169.254.1.1', '224.0.0.5', '::', '::1', 'fe80::1', 'ff02::1'],
  ],
  [
    'schedule',
    scheduleComplaint,
    ['0 3 * * *', '*/5 0-6 1,15 jan-mar MON', '@daily', '@every 5m', '? ? ? ? ?'],
    [
      '* * * * * *',
      'every 5m',
      '60 * * * *',
      '0 0 0 * *',
      '5-1 * * * *',
      '@sometimes',
      '*/0 * * * *',
    ],
  ],
  ['time zone', timeZoneComplaint, ['Europe/Berlin', 'UTC'], ['', 'local', 'Mars/Phobos', '../x']],
];

describe.each(GRAMMARS)('%s', (_name, grammar, right, wrong) => {
  test.each(right)('%j is right', (text) => {
    expect(grammar(text)).toBeUndefined();
  });
  test.each(wrong)('%j is wrong', (text) => {
    expect(grammar(text)).toBeTypeOf('string');
  });
});

test.each([
  ['10.1.0.0/16', '10.0.0.0/8', true],
  ['10.0.0.0/8', '10.0.0.0/8', false],
  ['0.0.0.0/0', '10.0.0.0/8', false],
  ['192.168.0.0/16', '10.0.0.0/8', false],
  ['fd00:1::/32', 'fd00::/8', true],
  ['fd00:1::/32', '10.0.0.0/8', false],
])('%s lies within %s: %s', (inner, outer, expected) => {
  const [one, other] = [inner, outer].map((text) => parseNetwork(text)?.network);
  expect(one && other && isStrictlyInside(one, other)).toBe(expected);
});
