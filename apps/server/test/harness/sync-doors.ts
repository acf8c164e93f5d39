/** Both doors to the sync, and how the same input is said at each. */
export const SYNC_DOORS = [
  { door: "POST /v1/sync", path: "/v1/sync", envelope: (input: unknown) => input },
  { door: "executor.sync over tRPC", path: "/trpc/executor.sync", envelope: (json: unknown) => ({ json }) },
];
