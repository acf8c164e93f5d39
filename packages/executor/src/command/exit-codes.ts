/** How the command ends; 77 and 78 as in BSD's sysexits.h. Units and manifests depend on them. */
export const EXIT = {
  /** Stopped as asked, or the one thing asked for went well. */
  ok: 0,
  /** Something went wrong that may be gone the next time. */
  fault: 1,
  /** The server refuses the key or the executor (EX_NOPERM). */
  refused: 77,
  /** The configuration is wrong (EX_CONFIG). A restart does not help. */
  configuration: 78,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
