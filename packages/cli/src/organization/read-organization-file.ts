import { readFileSync } from "node:fs";
import { isMap, isScalar, LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";
import { CommandFailure, EXIT } from "../exit-codes.ts";
import { organizationFile, type OrganizationFile } from "./organization-file.ts";

/** Problems that are shown at once. */
const SHOWN = 10;

/** A file that passed its schema, and where its parts stand. */
export interface ReadFile {
  readonly path: string;
  readonly content: OrganizationFile;
  /** `path:line:column` of a value in it. */
  readonly placeOf: (path: readonly PropertyKey[]) => string;
}

/**
 * Reads a file in YAML 1.2, of which JSON is a part.
 * @throws CommandFailure that names each problem with its line and column. It repeats no line: a secret may stand there by mistake.
 */
export function readOrganizationFile(path: string): ReadFile {
  const lines = new LineCounter();
  const document = parseDocument(readText(path), { lineCounter: lines, prettyErrors: false, merge: true });
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    throw invalid(document.errors.map(({ pos, message }) => `${placeAt(pos[0])}: ${message}`));
  }
  const read = organizationFile.safeParse(valueOf(document, path));
  const placeOf = (at: readonly PropertyKey[]) => placeAt(offsetOf(document, at));
  if (read.success) return { path, content: read.data, placeOf };
  throw invalid(read.error.issues.flatMap(problemsOf).map(({ at, words }) => `${placeOf(at)}: ${nameOf(at)}${words}`));
}

function readText(path: string): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new CommandFailure(EXIT.notFound, `${path} can't be read (${code}).`);
  }
}

/** Anchors that would make a small file huge are refused by the library. */
function valueOf(document: Document, path: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw invalid([`${path}: ${error instanceof Error ? error.message : "it can't be read"}`]);
  }
}

interface Problem {
  readonly at: readonly PropertyKey[];
  readonly words: string;
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const { path: at, message: words } = issue;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ at: [...at, key], words: "There is no such field here." }));
    case "invalid_key":
      return issue.issues.map((inner) => ({ at, words: inner.message }));
    case "invalid_union":
      return [{ at, words: issue.errors.flat().find(({ code }) => code !== "invalid_value")?.message ?? words }];
    default:
      return [{ at, words }];
  }
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "" : `${path.map(String).join(".")}: `;
}

/** Where the value of a path begins; where its nearest parent does when it is not there. A field of a map: where its name does. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const name of path) {
    if (!isMap(node)) {
      node = document.getIn(path.slice(0, path.indexOf(name) + 1), true);
      continue;
    }
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(name));
    if (pair === undefined || !isScalar(pair.key)) return offset;
    offset = pair.key.range?.[0] ?? offset;
    node = pair.value;
  }
  return offset;
}

function invalid(problems: readonly string[]): CommandFailure {
  const more = problems.length - SHOWN;
  const lines = more > 0 ? [...problems.slice(0, SHOWN), `${more} more`] : problems;
  return new CommandFailure(EXIT.invalidInput, `the file can't be used\n${lines.join("\n")}`);
}
