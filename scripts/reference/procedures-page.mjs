import { readProcedures } from "./read-procedures.mjs";

const INTRODUCTION = `# Procedures

Written from the sources by \`npm run reference\`; do not edit it by hand.

Every procedure is called at \`/trpc/<name>\` with tRPC 11 and superjson: a query by GET, a mutation by POST, a subscription over
server-sent events. Instants are \`Date\`. A refusal is a tRPC error whose \`data.reason\` is one of
\`packages/api/src/domain/refusals.ts\`. A person's call may name its organization in the header \`excalibur-organization\`.
`;

/** @param {string} root the repository */
export function describeProcedures(root) {
  const { procedures, shapes } = readProcedures(root);
  const sections = procedures.map(({ path, kind, caller, promise, input, output }) =>
    [
      `## ${path}`,
      promise,
      `| | |\n| --- | --- |\n| kind | ${kind} |\n| who may call it | ${caller} |`,
      code(`input: ${input}\noutput: ${output}`),
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
  );
  const named = shapes.map(({ name, text }) => `### ${name}\n\n${code(text)}`);
  return `${[INTRODUCTION.trim(), ...sections, "## Shapes", ...named].join("\n\n")}\n`;
}

function code(text) {
  return `\`\`\`ts\n${text}\n\`\`\``;
}
