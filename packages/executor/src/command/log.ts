import { withoutSecrets } from "../sync/plain-text.ts";

export type Level = "info" | "warn" | "error";

/** The fields of a line besides its message, for programs that read JSON. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export type Log = (level: Level, message: string, fields?: LogFields) => void;

/** Makes a log of one line per entry. It replaces every key in an entry, so no key is written. */
export function createLog(format: "text" | "json", write: (line: string) => void, now: () => Date): Log {
  return (level, message, fields = {}) => {
    const time = now().toISOString();
    const line =
      format === "json"
        ? JSON.stringify({ time, level, message, ...fields })
        : `${time} ${level.toUpperCase().padEnd(5)} ${message.replaceAll("\n", " ")}`;
    write(withoutSecrets(line));
  };
}
