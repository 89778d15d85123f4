/** What the caller got wrong: told in one line, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** By name, for commands are bundled apart from the frame that catches what they throw. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === 'UsageError';
}
