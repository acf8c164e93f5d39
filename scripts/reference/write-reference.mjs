// Writes docs/reference from the sources: `npm run reference`. With `--check` it only reports whether they are current.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describeExecutorLibrary } from "./executor-library.mjs";
import { describeProcedures } from "./procedures-page.mjs";
import { organizationFileSchema } from "../../packages/cli/src/organization/organization-file.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pages = {
  "docs/reference/procedures.md": () => describeProcedures(root),
  "docs/reference/executor-library.md": () => describeExecutorLibrary(root),
  "docs/reference/organization.schema.json": () => `${JSON.stringify(organizationFileSchema(), null, 2)}\n`,
};

const outdated = [];
for (const [path, write] of Object.entries(pages)) {
  const text = await write();
  const file = join(root, path);
  if (process.argv.includes("--check")) {
    if (readFileSync(file, "utf8") !== text) outdated.push(path);
  } else writeFileSync(file, text);
}
if (outdated.length > 0) {
  console.error(`${outdated.join(" and ")} do not match the sources. Run \`npm run reference\` and commit the result.`);
  process.exit(1);
}
