import { readFileSync } from "node:fs";

/** Settings that hold a secret, and so may stand in a file: `NAME_FILE=/run/secrets/name`. */
export const SECRET_SETTINGS = [
  "DATABASE_URL",
  "EXCALIBUR_AUTH_SECRET",
  "EXCALIBUR_SMTP_URL",
  "EXCALIBUR_AUDIT_PUSH_SECRET",
  "INITIAL_ADMIN_PASSWORD",
] as const;

type Settings = Readonly<Record<string, string>>;

/** Puts what stands in files in the place of the files' names. @returns mistakes as lines that begin with a setting's name. */
export function readSecretFiles(settings: Settings): { settings: Settings; mistakes: string[] } {
  const read = { ...settings };
  const mistakes: string[] = [];
  for (const name of SECRET_SETTINGS) {
    const file = settings[`${name}_FILE`];
    if (file === undefined) continue;
    delete read[`${name}_FILE`];
    if (settings[name] !== undefined) {
      mistakes.push(`${name} and ${name}_FILE are both set: leave one out`);
      continue;
    }
    const { text, mistake } = readSecret(file);
    if (mistake === null) read[name] = text;
    else mistakes.push(`${name}_FILE names ${file}, ${mistake}`);
  }
  return { settings: read, mistakes };
}

function readSecret(file: string): { text: string; mistake: string | null } {
  try {
    const text = readFileSync(file, "utf8").trim();
    return { text, mistake: text === "" ? "which is empty" : null };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return { text: "", mistake: `which can't be read: ${MESSAGES[code] ?? code}` };
  }
}

const MESSAGES: Readonly<Record<string, string>> = {
  EACCES: "this user may not",
  EISDIR: "it is a folder",
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
};
