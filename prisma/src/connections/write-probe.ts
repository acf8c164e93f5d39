/** Writes a row whose only purpose is that it can be written: the same one every time. */
export const WRITE_PROBE = {
  sqlite: writeFiller("?"),
  postgresql: writeFiller("$1"),
} as const;

function writeFiller(parameter: string): string {
  return `
    INSERT INTO write_probe (id, filler) VALUES (1, ${parameter})
    ON CONFLICT (id) DO UPDATE SET filler = excluded.filler`;
}
