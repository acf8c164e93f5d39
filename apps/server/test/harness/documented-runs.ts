/**
 * The blocks of commands that `documented-….endurance.test.ts` run, by page and first line, with the file. What is replaced in
 * them: addresses, and names in capitals. A new block of a page belongs here and into such a test, or into one of the lists below.
 */
export const RUN: Readonly<Record<string, string>> = {
  "CONTRIBUTING.md: npm run check    # types, lint, format, unused code, migrations, reference": "documented-clone",
  "README.md: npm start        # the server and the desktop app": "documented-clone",
  "README.md: read -rs EXCALIBUR_API_KEY && export EXCALIBUR_API_KEY": "documented-clone",
  'docs/api.md: curl -H "Authorization: Bearer $(cat management.key)" https://excalibur.example/v1/keys':
    "documented-clone",
  "docs/command-line.md: npm run build:cli                                   # packages/cli/dist/excalibur.mjs: one file, needs Node 22 or later":
    "documented-clone",
  "docs/command-line.md: mkdir -p keys": "documented-clone",
  "docs/command-line.md: excalibur plan -f organization.yaml     # what would change": "documented-clone",
  'docs/executors.md: curl -fsS "$EXCALIBUR_URL/install/install.sh" -o install.sh': "documented-hosts",
  "docs/executors.md: read -rs EXCALIBUR_API_KEY && export EXCALIBUR_API_KEY     # paste the key; it is not echoed":
    "documented-hosts",
  "docs/executors.md: sudo install -d -m 755 /etc/excalibur /etc/excalibur/prod-1": "documented-hosts",
  "docs/executors.md: kubectl apply --server-side -f deploy/kubernetes/namespace.yaml": "documented-hosts",
  "docs/executors.md: excalibur-executor enroll --url https://excalibur.example.com --name prod-1 --api-key-file /etc/excalibur/api-key":
    "documented-hosts",
  "docs/executors.md: printf 'Authorization: Bearer %s' \"$EXCALIBUR_API_KEY\" |": "documented-hosts",
  "docs/operating.md: git clone URL-OF-THE-REPOSITORY /opt/excalibur": "documented-unit",
  "docs/operating.md: systemd-run --pipe --wait -p DynamicUser=yes -p User=excalibur-server -p StateDirectory=excalibur \\":
    "documented-unit",
  'docs/operating.md: kubectl create secret generic excalibur --from-literal=DATABASE_URL="$DATABASE_URL" \\':
    "documented-hosts",
  "docs/operating.md: npm run audit -- verify audit-log-acme-20260601.jsonl": "documented-hosts",
  "packages/executor/README.md: npm run build      # in a checkout: makes packages/executor/dist/excalibur-executor.mjs, one self-contained file":
    "documented-clone",
  "packages/executor/README.md: excalibur-executor run --url https://excalibur.example.com --name prod-1 --api-key-file /etc/excalibur/api-key":
    "documented-hosts",
  "packages/executor/README.md: printf 'Authorization: Bearer %s' \"$(cat /etc/excalibur/api-key)\" |":
    "documented-hosts",
};

/** The blocks that another file of tests runs, which it is named for. */
export const RUN_ELSEWHERE: Readonly<Record<string, string>> = {
  "docs/executors.md: excalibur codes create --hosts 300 --minutes 60 --secret-file fleet.code":
    "ansible.endurance.test.ts",
};

/** The blocks that can't run where the tests run, and why. Their words are looked at all the same. */
export const NOT_RUN: Readonly<Record<string, string>> = {
  "docs/command-line.md: excalibur login https://excalibur.example":
    "needs a person in the app: command-login.test.ts is one",
  "docs/executors.md: docker build --file deploy/docker/executor.Dockerfile --tag excalibur-executor:0.1.0 .":
    "needs a Docker engine",
};
