// Finds an Electron binary without ever asking the `electron` package for it, which would start a download.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const desktopFolder = fileURLToPath(new URL("../", import.meta.url));
const repositoryFolder = fileURLToPath(new URL("../../../", import.meta.url));

const BINARY_NAMES = {
  darwin: "Electron.app/Contents/MacOS/Electron",
  win32: "electron.exe",
};
const binaryName = BINARY_NAMES[process.platform] ?? "electron";

/**
 * The path of an Electron binary, or null when there is none: the one named by ELECTRON_OVERRIDE_DIST_PATH, else the one
 * that the tests provided, else the one that the `electron` package has downloaded.
 * @returns {string | null}
 */
export function findElectron() {
  return firstThere([fromEnvironment(), join(repositoryFolder, ".cache/electron", binaryName), fromPackage()]);
}

/**
 * The same without the one of the tests, which is never shipped.
 * @returns {string | null}
 */
export function findOwnElectron() {
  return firstThere([fromEnvironment(), fromPackage()]);
}

/** The folder that an Electron binary was unpacked into. */
export function distributionOf(binary) {
  return binary.slice(0, -binaryName.length - 1);
}

function firstThere(paths) {
  return paths.find((path) => path !== null && existsSync(path)) ?? null;
}

function fromEnvironment() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  return folder === undefined || folder === "" ? null : join(folder, binaryName);
}

function fromPackage() {
  const packageFolder = join(desktopFolder, "node_modules/electron");
  const pathFile = join(packageFolder, "path.txt");
  return existsSync(pathFile) ? join(packageFolder, "dist", readFileSync(pathFile, "utf8").trim()) : null;
}
