/** The exit codes of every command; `resolve` and `trace` add their own. */
export const EXIT = { clean: 0, findings: 1, failed: 2 } as const;
