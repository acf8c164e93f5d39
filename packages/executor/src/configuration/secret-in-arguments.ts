const KEY = /ex[cm]_[0-9A-Za-z]{16,}/;
const KEY_FLAG = /^--?(?:api[-_]?key|key|secret|token|api[-_]?token|password|bearer)(?:=|$)/i;

/**
 * Looks for a key on the command line, where every user of the machine can read it.
 * @returns the words to refuse the command with; they don't quote the argument. Null when there is none.
 */
export function secretInArguments(args: readonly string[]): string | null {
  const found = args.some((argument) => KEY.test(argument) || KEY_FLAG.test(argument));
  if (!found) return null;
  return [
    "An API key must not stand on the command line: every user of this machine can read it there (ps), and the shell keeps it.",
    "Put it into a file that only the executor can read and name that with --api-key-file PATH, or set EXCALIBUR_API_KEY.",
    "If a real key was typed, rotate it.",
  ].join("\n");
}
