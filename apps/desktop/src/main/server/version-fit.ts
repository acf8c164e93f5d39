/**
 * Whether an app and a server of two versions are made for each other: those of one major version are; before 1.0, where
 * minor versions may break things, those of one minor version. What is no version fits nothing.
 */
export function versionsFit(app: string, server: string): boolean {
  const [ours, theirs] = [line(app), line(server)];
  return ours !== null && ours === theirs;
}

function line(version: string): string | null {
  const [, major, minor] = /^(\d+)\.(\d+)\.\d+/.exec(version) ?? [];
  if (major === undefined) return null;
  return major === "0" ? `0.${minor}` : major;
}
