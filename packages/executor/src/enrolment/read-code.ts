import { readFile } from "node:fs/promises";
import { parseCode } from "@excalibur/api/contract";
import { readInput } from "../command/read-input.ts";
import type { Terminal } from "../command/terminal.ts";

export type CodeReading =
  | { readonly kind: "code"; readonly code: string }
  | { readonly kind: "unusable"; readonly problem: string };

/** Reads the enrolment code: from the variable, the file that a variable names, or standard input. Never quotes it. */
export async function readEnrolmentCode(terminal: Terminal): Promise<CodeReading> {
  const { EXCALIBUR_ENROLLMENT_CODE: variable, EXCALIBUR_ENROLLMENT_CODE_FILE: path } = terminal.environment;
  if (variable?.trim()) return parsed(variable, "EXCALIBUR_ENROLLMENT_CODE");
  if (path?.trim()) {
    try {
      return parsed(await readFile(path, "utf8"), path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return { kind: "unusable", problem: `${path} can't be read (${code ?? "unknown error"})` };
    }
  }
  return parsed(await readInput(terminal, "Type the enrolment code, press Enter, then Ctrl-D."), "standard input");
}

function parsed(text: string, where: string): CodeReading {
  const code = parseCode(text);
  if (code !== null) return { kind: "code", code };
  return { kind: "unusable", problem: `what stands in ${where} is no enrolment code: that has 10 letters and digits` };
}
