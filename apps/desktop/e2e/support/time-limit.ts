/** How long a page may take to show what is waited for. A busy machine takes its time, and nothing is gained by giving up early. */
export const TIME_LIMIT_MS = 60_000;
