import { createReadStream } from "node:fs";
import type { CredentialSource } from "./credential-source.ts";
import { readKey, unusable, type KeyReading } from "./key-problem.ts";

const MAX_KEY_BYTES = 4096;

/**
 * A key that another program hands over through an open file descriptor (`fd://3`), so that it is in no file, no
 * variable and no command line. It can be read only once; the key stays for as long as the process.
 */
export function keyFromDescriptor(descriptor: number): CredentialSource {
  let reading: Promise<KeyReading> | undefined;
  return {
    sourceName: `file descriptor ${descriptor}`,
    read: () => (reading ??= readDescriptor(descriptor)),
  };
}

async function readDescriptor(descriptor: number): Promise<KeyReading> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of createReadStream("", { fd: descriptor }) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_KEY_BYTES) return unusable("what it holds is far too large to be a key");
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return unusable(code === "EBADF" ? "it is not open" : `it can't be read (${code ?? "unknown error"})`);
  }
  return readKey(Buffer.concat(chunks).toString("utf8"));
}
