import type { Rule } from '../src/rule/index.ts';
import serviceTargetPortUnresolved from './service-target-port-unresolved/rule.ts';

export const rules: readonly Rule[] = [serviceTargetPortUnresolved];
