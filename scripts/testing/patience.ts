/**
 * How long a test waits for what must come, in milliseconds. It ends a test that hangs; no test is about speed, and a busy machine
 * takes its time. A shorter limit is given only where the guarantee under test names one.
 */
export const PATIENCE_MS = 120_000;
