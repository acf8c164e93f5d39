export interface RecipeStep {
  words: string;
  code: string;
}

export interface Recipe {
  id: "metal" | "kubernetes" | "docker" | "environment";
  title: string;
  steps: RecipeStep[];
}

const MAX_EXECUTOR_NAME_LENGTH = 64;

/** A name that an executor may have, made from a key's name: letters, digits, `.`, `_` and `-`. */
export function executorNameFrom(keyName: string): string {
  const name = keyName
    .normalize("NFKD")
    .replaceAll(/[^A-Za-z0-9._-]+/g, "-")
    .replaceAll(/^[^A-Za-z0-9]+|-+$/g, "")
    .slice(0, MAX_EXECUTOR_NAME_LENGTH);
  return name === "" ? "my-executor" : name;
}

/**
 * How to give an executor its key, by where it runs. The key itself is in none of them: it is pasted or read from a file,
 * never written on a command line, where every process of the machine could read it.
 */
export function recipesFor(serverUrl: string, executorName: string): Recipe[] {
  const run = `--url ${serverUrl} \\\n  --name ${executorName}`;
  return [
    {
      id: "metal",
      title: "Bare metal",
      steps: [
        {
          words: "Store the key where only root can read it. Paste it, then press Enter and Ctrl-D.",
          code: "sudo install -D -m 600 /dev/stdin /etc/excalibur/api-key",
        },
        {
          words: "Start the executor.",
          code: `sudo excalibur-executor run \\\n  ${run} \\\n  --api-key-file /etc/excalibur/api-key`,
        },
      ],
    },
    {
      id: "kubernetes",
      title: "Kubernetes",
      steps: [
        {
          words: "Store the key as a secret. Paste it, then press Enter and Ctrl-D.",
          code: "kubectl create secret generic excalibur-api-key \\\n  --from-file=api-key=/dev/stdin",
        },
        { words: "Mount it into the executor's pod.", code: podSpec(serverUrl, executorName) },
      ],
    },
    {
      id: "docker",
      title: "Docker",
      steps: [
        {
          words: "Store the key in a file of your own. Paste it, then press Enter and Ctrl-D.",
          code: "install -m 600 /dev/stdin ./excalibur-api-key",
        },
        {
          words: "Start the executor with the file mounted.",
          code: [
            `docker run -d --restart unless-stopped --name ${executorName} \\`,
            '  -v "$PWD/excalibur-api-key:/run/secrets/excalibur-api-key:ro" \\',
            "  -e EXCALIBUR_API_KEY_FILE=/run/secrets/excalibur-api-key \\",
            `  excalibur-executor run ${run}`,
          ].join("\n"),
        },
      ],
    },
    {
      id: "environment",
      title: "Environment",
      steps: [
        {
          words: "Put the key into the shell's environment. Paste it and press Enter; nothing is shown.",
          code: "read -rs EXCALIBUR_API_KEY && export EXCALIBUR_API_KEY",
        },
        { words: "Start the executor from the same shell.", code: `excalibur-executor run \\\n  ${run}` },
      ],
    },
  ];
}

function podSpec(serverUrl: string, executorName: string): string {
  return `containers:
  - name: excalibur-executor
    image: excalibur-executor
    args: [run, --url, "${serverUrl}", --name, "${executorName}"]
    env:
      - name: EXCALIBUR_API_KEY_FILE
        value: /run/secrets/excalibur/api-key
    volumeMounts:
      - name: api-key
        mountPath: /run/secrets/excalibur
        readOnly: true
volumes:
  - name: api-key
    secret:
      secretName: excalibur-api-key`;
}
