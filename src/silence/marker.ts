/** Whatever silences something in a manifest has this in it. */
export const MARKER = 'k8s-svc-lint';
