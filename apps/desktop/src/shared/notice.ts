/** Something for a notification. Each is shown once, by its id, over all runs of the app. */
export type Notice =
  | { kind: "executorOffline"; id: string; name: string; path: string }
  | { kind: "codeReused"; id: string; name: string; path: string }
  | { kind: "renewalContested"; id: string; name: string; path: string }
  | { kind: "executorLockedOut"; id: string; name: string; path: string }
  | { kind: "keyExpiring"; id: string; name: string; path: string; withinDays: 1 | 7 }
  | { kind: "keyRevoked"; id: string; name: string; path: string };
