import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Application } from "typedoc";

const INTRODUCTION = `# @excalibur/executor

Written from the sources by \`npm run reference\`; do not edit it by hand. How to use it: [executors.md](../executors.md).
`;

/**
 * What the executor's library exports, with its docstrings, on one page.
 * @param {string} root the repository
 */
export async function describeExecutorLibrary(root) {
  const out = mkdtempSync(join(tmpdir(), "excalibur-reference-"));
  try {
    const application = await Application.bootstrapWithPlugins({
      out,
      entryPoints: [join(root, "packages/executor/src/index.ts")],
      tsconfig: join(root, "packages/executor/tsconfig.json"),
      plugin: ["typedoc-plugin-markdown"],
      readme: "none",
      disableSources: true,
      hideGenerator: true,
      skipErrorChecking: true,
      logLevel: "Error",
      router: "module",
      hidePageHeader: true,
      hideBreadcrumbs: true,
      hidePageTitle: true,
      useCodeBlocks: true,
      parametersFormat: "table",
      interfacePropertiesFormat: "table",
    });
    const project = await application.convert();
    if (project === undefined) throw new Error("The executor's library can't be read.");
    await application.generateOutputs(project);
    return `${INTRODUCTION}\n${readFileSync(join(out, readdirSync(out)[0]), "utf8").trim()}\n`;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
