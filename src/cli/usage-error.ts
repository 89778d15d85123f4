/** What the caller got wrong: told in one line, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
