/** Milliseconds. The default 2 s to get a connection and 5 s to finish are too little under load or a slow disk. */
export const transactionTimeouts = { maxWait: 10_000, timeout: 10_000 } as const;

export const prismaOptions = {
  // The other formats print the call's arguments, which may be personal or secret.
  errorFormat: "minimal",
  transactionOptions: transactionTimeouts,
} as const;
