/** How a sync is sent: the part of the web's `fetch` that is needed, so that `fetch` itself will do. */
export type SyncFetch = (url: string, request: SyncRequest) => Promise<SyncResponse>;

export interface SyncRequest {
  readonly method: "POST";
  readonly headers: Record<string, string>;
  readonly body: string;
  /** A redirect is an answer like another: the key must not follow it to a different host. */
  readonly redirect: "manual";
  readonly signal: AbortSignal;
}

export interface SyncResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}
