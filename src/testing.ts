/** `k8s-svc-lint/testing`: what our own rules are tested with, for everybody's. */
export { testRule, type RuleTestOptions } from './testing/check-rule.ts';
