// How the app is packaged: `npm run package`, or `npm run package -- --dir` for a folder without an installer.
import { rm } from "node:fs/promises";
import { join } from "node:path";

/** Where packaged apps look for newer versions. Unset: they never look. */
const updateUrl = process.env.EXCALIBUR_UPDATE_URL || null;
if (updateUrl !== null && !/^https:\/\/|^http:\/\/127\.0\.0\.1(:\d+)?\//.test(updateUrl))
  throw new Error(
    "EXCALIBUR_UPDATE_URL must begin with https://: without TLS an attacker on the network could send another app.",
  );

/** The tests' Electron comes with a link to this very checkout. */
const removeLinkedApp = ({ appOutDir }) => rm(join(appOutDir, "resources/app"), { force: true });

/** @type {import("electron-builder").Configuration} */
export default {
  appId: "dev.excalibur.desktop",
  productName: "Excalibur",
  copyright: "Excalibur",
  directories: { output: "dist", buildResources: "build" },
  // Main, preload and page are bundled: nothing of node_modules is needed. Compressed copies are for the server to send.
  files: ["out/**", "resources/**", "package.json", "!**/*.map", "!**/*.{br,gz}", "!node_modules"],
  asar: true,
  npmRebuild: false,
  afterPack: removeLinkedApp,
  artifactName: "${productName}-${version}-${os}-${arch}.${ext}",
  publish: updateUrl === null ? null : { provider: "generic", url: updateUrl },
  // An app that updates itself runs the next version that it accepts, so every version must be signed.
  forceCodeSigning: updateUrl !== null && process.platform !== "linux",
  protocols: { name: "Excalibur", schemes: ["excalibur"] },
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    // The page comes from app://; nothing is read by file://.
    grantFileProtocolExtraPrivileges: false,
  },
  linux: {
    target: ["AppImage", "deb"],
    executableName: "excalibur",
    icon: "build/icons",
    category: "Development",
    synopsis: "Machine credentials for self-hosted agents",
    maintainer: "Excalibur",
  },
  mac: {
    target: ["dmg", "zip"],
    icon: "build/icon-mac.png",
    category: "public.app-category.developer-tools",
    hardenedRuntime: true,
  },
  win: { target: ["nsis"], icon: "build/icon-win.png" },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
};
