/** An answer that may depend on what is not in view. */
export type Answer = 'yes' | 'no' | 'maybe';

export function yesIf(condition: boolean): Answer {
  return condition ? 'yes' : 'no';
}

/** `no` when one is, otherwise `maybe` when one is. */
export function all(answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no';
  return answers.includes('maybe') ? 'maybe' : 'yes';
}

/** `yes` when one is, otherwise `maybe` when one is. */
export function any(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('maybe') ? 'maybe' : 'no';
}
