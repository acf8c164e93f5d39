const MAX_EXECUTOR_NAME_LENGTH = 64;

/** A name that an executor may have, made from a key's name: letters, digits, `.`, `_` and `-`. */
export function executorNameFrom(keyName: string): string {
  const name = keyName
    .normalize("NFKD")
    .replaceAll(/[^A-Za-z0-9._-]+/g, "-")
    .replaceAll(/^[^A-Za-z0-9]+|-+$/g, "")
    .slice(0, MAX_EXECUTOR_NAME_LENGTH);
  return name === "" ? "my-executor" : name;
}
