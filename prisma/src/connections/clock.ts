/** Milliseconds of the wall clock, to store with what was done; the one place of this package that asks for the time. */
export const wallMs = (): number => Date.now();
