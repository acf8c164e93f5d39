/**
 * How long a test waits for what must come, in milliseconds. It ends a test that hangs; no test is about speed, and a busy machine
 * takes its time. A shorter limit is given only where the guarantee under test names one.
 */
export const PATIENCE_MS = 120_000;

/** The same for what builds, fetches, installs or goes through an hour first, and for a hook or a test as a whole. */
export const LONG_PATIENCE_MS = 5 * PATIENCE_MS;
