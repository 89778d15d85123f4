/** What `init` writes: nothing is set, and all that can be is shown. */
export const CONFIG_TEMPLATE = `# Configuration of k8s-svc-lint, for this folder and all below. Take away the # of what you need.
# Flags of the command line win over it.

# What this builds on, the later over the earlier: presets, files (./base.yaml), packages.
# k8s-svc-lint:strict also says what depends on intent; k8s-svc-lint:mesh and
# k8s-svc-lint:private-nodes add what matters there.
#extends: [k8s-svc-lint:recommended]

# off, error, warning or info; \`k8s-svc-lint rules\` lists all.
#rules:
#  service-selects-no-pod: error

# Other settings for some files. Patterns are those of .gitignore, from this folder.
#overrides:
#  - files: [/examples/, "*.test.yaml"]
#    rules:
#      service-selects-no-pod: off
#    namespace: examples

# What is never looked at, beside what git ignores.
#exclude: [/vendor/]

# What is deployed together, by names of your own: a set is judged as if nothing else existed, and so
# are the files of no set. Without it, what lies near belongs together.
#sets:
#  production: [/base/, /overlays/production/]
#  staging: [/base/, /overlays/staging/]

# The namespace of objects that state none.
#namespace: shop

# closed: nothing exists beyond what is given, so what is missing is an error.
#world: closed

# Files or folders whose objects exist and are not linted, such as
# kubectl get services,deployments,statefulsets -A -o yaml > cluster.yaml
#context: [cluster.yaml]

# What exists elsewhere: nothing is reported for its absence. * stands for any text.
#external:
#  services: [payments, "bank/*"]
#  pods:
#    - labels: {app: payments}
#  namespaces: [monitoring]
#  operators: [acme.example/ShopStack]

# Kinds of your own that make Pods, and where their Pod template stands.
#podTemplates:
#  - kind: ShopWorkload
#    group: acme.example
#    template: spec.template

# The cluster.
#kubernetesVersion: "1.37"
#clusterDomain: cluster.local
#nodes: private
#nodePortRange: 30000-32767

# Findings that are set aside, by rule, object and file.
#suppressions:
#  - rules: service-selects-no-pod
#    objects: Service shop/legacy-*
#    files: /legacy/
#    reason: moves to the new cluster
#    until: "2030-12-31"

# What makes the exit code 1, and what is shown.
#failOn: warning
#minSeverity: warning

# Rules of your own, made with defineRule: files or packages. This runs their code.
#plugins: [./lint/rules.mjs]
`;
