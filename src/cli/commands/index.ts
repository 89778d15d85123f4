import type { Command } from '../command.ts';

interface CommandEntry {
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** The commands beside linting. Each is loaded when it is called. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  graph: {
    summary: 'what a cluster would make of everything given: objects, endpoints, who reaches whom',
    load: async () => (await import('./graph.ts')).command,
  },
  resolve: {
    summary: 'what a DNS name means to a Pod: an offline nslookup',
    load: async () => (await import('./resolve.ts')).command,
  },
  trace: {
    summary: 'every hop of a request, from host, Service, name or workload to the container',
    load: async () => (await import('./trace.ts')).command,
  },
  explain: {
    summary: 'what a rule finds, why it matters, how to mend it, when it is wrong',
    load: async () => (await import('./explain.ts')).command,
  },
  rules: {
    summary: 'all rules in a table',
    load: async () => (await import('./rules.ts')).command,
  },
  matcher: {
    summary: 'the problem matcher of VS Code or GitHub Actions, as JSON',
    load: async () => (await import('./matcher.ts')).command,
  },
  init: {
    summary: 'writes a configuration with everything that can be said, in comments',
    load: async () => (await import('./init.ts')).command,
  },
  'print-config': {
    summary: 'the configuration that counts, here or for a file, and where each value is said',
    load: async () => (await import('./print-config.ts')).command,
  },
  completion: {
    summary: 'what makes bash, zsh or fish complete the command line',
    load: async () => (await import('./completion.ts')).command,
  },
};

/** The command that a first argument names. */
export function commandNamed(name: string): CommandEntry | undefined {
  return Object.hasOwn(commands, name) ? commands[name] : undefined;
}
