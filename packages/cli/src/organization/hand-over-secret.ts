import { spawn } from "node:child_process";
import { once } from "node:events";
import { CommandFailure, EXIT } from "../exit-codes.ts";
import type { WantedKey } from "./wanted-keys.ts";

const SHOWN_OUTPUT = 2_000;

/**
 * Writes a secret to the standard input of a program, without a line break, and waits until it has ended. What the program prints is
 * shown only when it fails, without the secret. It gets the key's id and name as variables, and no management key.
 * @throws CommandFailure when the program can't be run or does not end with 0.
 */
export async function handOverSecret(
  [program, ...words]: readonly [string, ...string[]],
  secret: string,
  { externalId, name }: Pick<WantedKey, "externalId" | "name">,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const { EXCALIBUR_MANAGEMENT_KEY: _key, EXCALIBUR_MANAGEMENT_KEY_FILE: _file, ...rest } = environment;
  const env = { ...rest, EXCALIBUR_EXTERNAL_ID: externalId, EXCALIBUR_KEY_NAME: name };
  const child = spawn(program, words, { env, stdio: ["pipe", "pipe", "pipe"] });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (printed = (printed + chunk.toString()).slice(-SHOWN_OUTPUT - secret.length)));
  }
  // A program that ends without reading it.
  child.stdin.on("error", () => undefined);
  child.stdin.end(secret);
  const failed = (how: string) => {
    const said = printed.replaceAll(secret, "…").trim();
    return new CommandFailure(EXIT.no, `${externalId}: ${program} ${how}. No key was created.${said && `\n${said}`}`);
  };
  try {
    const [code, signal] = (await once(child, "close")) as [number | null, string | null];
    if (code !== 0) throw failed(`ended with ${code ?? signal ?? "an error"}`);
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw failed(`can't be run (${code})`);
  }
}
