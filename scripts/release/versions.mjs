import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Files that name the version of the product, besides every package.json. */
const NAMED = {
  "deploy/helm/excalibur/Chart.yaml": /^(?:version|appVersion): "?([^"\s]+)"?$/gm,
  "deploy/helm/excalibur/values.yaml": /^ {2}image: excalibur-\w+:(\S+)$/gm,
  "deploy/docker/compose.yaml": /^ {4}image: excalibur-\w+:(\S+)$/gm,
};

/** @returns a sentence for each place that names another version than the root package.json. */
export function otherVersions(root) {
  const { version } = readPackage(join(root, "package.json"));
  const packages = ["apps", "packages"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
  );
  const manifests = [...packages, "prisma"].map((folder) => `${folder}/package.json`);
  const found = [
    ...manifests
      .filter((file) => statSync(join(root, file), { throwIfNoEntry: false }) !== undefined)
      .map((file) => [file, readPackage(join(root, file)).version]),
    ...Object.entries(NAMED).flatMap(([file, pattern]) => {
      const versions = [...readFileSync(join(root, file), "utf8").matchAll(pattern)].map(([, named]) => [file, named]);
      return versions.length === 0 ? [[file, "no version"]] : versions;
    }),
  ];
  return found
    .filter(([, named]) => named !== version)
    .map(([file, named]) => `${file} names ${named}, not ${version}`);
}

/** @returns why a tag is not the one of this version; null when it is. */
export function tagMistake(tag, version) {
  return tag === `v${version}` ? null : `The tag ${tag} is not that of this version: v${version}`;
}

function readPackage(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
