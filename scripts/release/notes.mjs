/**
 * The notes of a version: its section of CHANGELOG.md, which `npm run changeset -- version` wrote from the changesets.
 * @throws when there is no such section, or nothing in it
 */
export function notesOf(changelog, version) {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.split("\n")[0]?.trim() === version);
  const notes = section?.split("\n").slice(1).join("\n").trim() ?? "";
  if (notes === "") throw new Error(`CHANGELOG.md says nothing of ${version}. Run npm run changeset -- version.`);
  return `${notes}\n`;
}
