import { SECRET_PATTERN, SECRET_PREFIXES } from "@excalibur/api/contract";
import { destination, pino, type DestinationStream, type Logger } from "pino";

const HIDDEN = "[hidden]";

/** Log lines as JSON, on standard error if nothing else is said. Every text that looks like a secret is removed from the finished line. */
export function createLogger(level: string, stream: DestinationStream = standardError()): Logger {
  return pino(
    {
      level,
      base: null,
      redact: { paths: ["password", "*.password", "headers.authorization", "headers.cookie"], censor: HIDDEN },
      hooks: { streamWrite: hideSecrets },
    },
    stream,
  );
}

function standardError(): DestinationStream {
  return destination({ dest: 2, sync: true });
}

/** Replaces every secret in a text. */
export function hideSecrets(text: string): string {
  return text.replaceAll(SECRET_PATTERN, (secret) => `${secret.slice(0, SECRET_PREFIXES.apiKey.length)}${HIDDEN}`);
}
