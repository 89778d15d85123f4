/** A Service whose every port has a target port that is a number in quotes: one error each. */
export function serviceWith(name: string, ...ports: readonly number[]): string {
  return `apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec:
  ports:
${ports.map((port) => `  - {name: port-${port}, port: ${port}, targetPort: "8080"}\n`).join('')}`;
}

export const RULE = 'service-target-port-is-quoted-number';
