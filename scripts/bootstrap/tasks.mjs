import { serverOptions } from "../server-options.mjs";

const BUILT = ["clients", "console", "desktop", "executor"];

/** What `npm start`, `npm test` and the others need done before them, and what they run. */
export const TASKS = {
  start: { needs: BUILT, command: ["scripts/start.mjs"] },
  server: {
    // The executor too: it serves the command to hosts.
    needs: ["clients", "console", "executor"],
    command: [...serverOptions(), "apps/server/src/main.ts"],
    // What is run beside a server installs and builds nothing.
    readyMade: ["backup", "restore", "check"],
  },
  // Only makes ready: for a server that something else starts, such as systemd.
  build: { needs: ["clients", "console", "executor"], command: null },
  "build:cli": { needs: [], command: ["packages/cli/node_modules/vite/bin/vite.js", "build", "packages/cli"] },
  executor: { needs: [], command: ["packages/executor/src/main.ts"] },
  audit: { needs: [], command: ["--disable-warning=ExperimentalWarning", "apps/server/src/audit-command/main.ts"] },
  test: { needs: BUILT, command: ["scripts/test.mjs", "quick"] },
  // A server tells hosts of all files that are there: none may come while tests run.
  "test:endurance": { needs: [...BUILT, "executable"], command: ["scripts/test.mjs", "endurance"] },
  check: { needs: ["clients"], command: ["scripts/check.mjs"] },
  changeset: { needs: [], command: ["node_modules/@changesets/cli/bin.js"] },
  reference: { needs: [], command: ["scripts/reference/write-reference.mjs"] },
  bench: { needs: ["clients", "console", "desktop"], command: ["bench/run.ts"] },
  screens: { needs: ["clients", "console"], command: ["apps/desktop/screens/run.ts"] },
  package: { needs: ["clients", "console", "desktop"], command: ["scripts/package.mjs"] },
  "package:libraries": { needs: ["executor"], command: ["scripts/package-libraries.mjs"] },
  release: { needs: BUILT, command: ["scripts/release.mjs"] },
  "package:executor": { needs: ["executor"], command: ["scripts/package-executor.mjs"] },
};
