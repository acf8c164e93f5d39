// Checks the workflows of GitHub: by GitHub's own language service (keys, expressions, jobs that are needed, what actions of a
// workflow can refer to), and by three rules of ours.
import { readdirSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

// The service is made for bundlers: it imports JSON without saying so.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context),
});
const { validate } = await import("@actions/languageservice");
const { TextDocument } = await import("vscode-languageserver-textdocument");

const FOLDER = new URL("../.github/workflows/", import.meta.url);
const PINNED = /uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
const FROM_OUTSIDE = /\$\{\{[^}]*\b(?:github\.(?:event|head_ref|ref_name)|inputs\.)[^}]*\}\}/;

/** Plain text, or text with its markup. */
const wordsOf = (message) => (typeof message === "string" ? message : message.value);

let documents = 0;

/** @returns a sentence for each mistake of a workflow, with its line. */
export async function findWorkflowMistakes(text) {
  // The service keeps what it has read under a name: each text gets its own.
  const name = `file:///.github/workflows/${(documents += 1)}.yml`;
  const found = await validate(TextDocument.create(name, "yaml", 1, text));
  const own = text.split("\n").flatMap((line, index) => {
    const mistakes = [];
    if (/\buses: /.test(line) && !PINNED.test(line))
      mistakes.push("an action is pinned by its commit, with its version behind it: uses: owner/name@COMMIT # v1.2.3");
    if (FROM_OUTSIDE.test(line) && !/^\s+[A-Z_]+: /.test(line))
      mistakes.push("what comes from outside goes to a script through a variable of its environment");
    return mistakes.map((message) => `${index + 1}: ${message}`);
  });
  if (!/^permissions:/m.test(text)) own.push("1: permissions: is missing, and everything would be allowed");
  return [...found.map(({ range, message }) => `${range.start.line + 1}: ${wordsOf(message)}`), ...own];
}

/** @returns the mistakes of all workflows, each after its file. */
export async function checkWorkflows(folder = FOLDER) {
  const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  const found = names.map(async (name) =>
    (await findWorkflowMistakes(readFileSync(new URL(name, folder), "utf8"))).map((mistake) => `${name}:${mistake}`),
  );
  return (await Promise.all(found)).flat();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const mistakes = await checkWorkflows();
  for (const mistake of mistakes) console.error(mistake);
  process.exit(mistakes.length === 0 ? 0 : 1);
}
