import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasTestHelm, provideHelm } from "../../apps/server/test/harness/test-helm.ts";
import { notesOf } from "./notes.mjs";
import { otherVersions, tagMistake } from "./versions.mjs";

const isThere = (program, ...args) => spawnSync(program, args, { stdio: "ignore" }).status === 0;
const isReached = (url) =>
  fetch(url, { method: "HEAD", signal: AbortSignal.timeout(5_000) }).then(
    () => true,
    () => false,
  );
const node = (root, args) => execFileSync(process.execPath, args, { cwd: root, stdio: "inherit" });

/**
 * What a release is made of. `.github/workflows/release.yml` runs each as `npm run release -- NAME`; each puts its files into
 * the folder `out`. `cannot` says why it can't be done on this machine, or null.
 */
export const STEPS = {
  versions: {
    what: "every file names the version, and so does the tag (RELEASE_TAG)",
    cannot: () => null,
    run({ root, version }) {
      const tag = process.env.RELEASE_TAG ?? `v${version}`;
      const mistakes = [...otherVersions(root), tagMistake(tag, version)].filter((mistake) => mistake !== null);
      if (mistakes.length > 0) throw new Error(mistakes.join("\n"));
    },
  },
  notes: {
    what: "the notes, from CHANGELOG.md, where changesets put them",
    cannot: () => null,
    run({ root, version, out }) {
      writeFileSync(join(out, "NOTES.md"), notesOf(readFileSync(join(root, "CHANGELOG.md"), "utf8"), version));
    },
  },
  libraries: {
    what: "the npm packages of the libraries",
    cannot: () => null,
    run: ({ root, out }) => node(root, ["scripts/package-libraries.mjs", out]),
  },
  command: {
    what: "the command excalibur as one file",
    cannot: () => null,
    run({ root, out }) {
      node(root, ["packages/cli/node_modules/vite/bin/vite.js", "build", "packages/cli"]);
      cpSync(join(root, "packages/cli/dist/excalibur.mjs"), join(out, "excalibur.mjs"));
    },
  },
  executables: {
    what: "the executor without Node and its Debian packages, for Linux on x64 and arm64",
    cannot: () => (isThere("dpkg-deb", "--version") ? null : "dpkg-deb is not here"),
    run({ root, out }) {
      node(root, ["scripts/package-executor.mjs"]);
      const made = join(root, "packages/executor/out");
      for (const name of readdirSync(made).filter((file) => /\.(gz|deb)$/.test(file)))
        cpSync(join(made, name), join(out, name));
      cpSync(join(root, "packages/executor/dist/excalibur-executor.mjs"), join(out, "excalibur-executor.mjs"));
    },
  },
  chart: {
    what: "the Helm chart, with the images of this registry (RELEASE_REGISTRY)",
    cannot: () => (hasTestHelm || isThere("helm", "version") ? null : "there is no Helm for this system"),
    async run({ root, version, out }) {
      const draft = mkdtempSync(join(tmpdir(), "excalibur-chart-"));
      try {
        cpSync(join(root, "deploy/helm/excalibur"), join(draft, "excalibur"), { recursive: true });
        const registry = process.env.RELEASE_REGISTRY;
        const values = join(draft, "excalibur/values.yaml");
        const text = readFileSync(values, "utf8");
        if (registry !== undefined)
          writeFileSync(values, text.replaceAll(/image: (excalibur-)/g, `image: ${registry}/$1`));
        const helm = isThere("helm", "version") ? "helm" : await provideHelm();
        const versions = ["--version", version, "--app-version", version];
        execFileSync(helm, ["package", join(draft, "excalibur"), "--destination", out, ...versions], {
          stdio: "inherit",
        });
      } finally {
        rmSync(draft, { recursive: true, force: true });
      }
    },
  },
  images: {
    what: "the images of server and executor, without pushing them",
    cannot: () => (isThere("docker", "buildx", "inspect") ? null : "there is no Docker engine with buildx"),
    run({ root, version }) {
      for (const name of ["server", "executor"]) {
        const tag = `excalibur-${name}:${version}`;
        const file = `deploy/docker/${name}.Dockerfile`;
        execFileSync("docker", ["buildx", "build", "--file", file, "--tag", tag, "."], { cwd: root, stdio: "inherit" });
      }
    },
  },
  desktop: {
    what: "the installers of the desktop app for this system",
    cannot: async () =>
      (await isReached("https://github.com"))
        ? null
        : "electron-builder fetches Electron and its tools from github.com, which is not reached from here",
    run({ root, out }) {
      node(root, ["scripts/package.mjs"]);
      const made = join(root, "apps/desktop/dist");
      for (const name of readdirSync(made).filter((file) => /\.(AppImage|deb|dmg|zip|exe)$/.test(file)))
        cpSync(join(made, name), join(out, name));
    },
  },
};

/** What no single machine can do: it is done by the workflow alone. */
export const ELSEWHERE = {
  "installers for the other two systems": "each is made on its own system",
  "images for another architecture, their SBOM and provenance":
    "the registry keeps them beside the image that is pushed",
  "npm packages with provenance, the chart as OCI": "they are published with the workflow's own identity",
};

/** Makes the folder for what a release is made of. */
export function releaseFolder(root) {
  const out = join(root, "out/release");
  mkdirSync(out, { recursive: true });
  return out;
}
