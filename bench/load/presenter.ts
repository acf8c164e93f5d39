import { WireConnection, wireRequest } from "./wire-connection.ts";

/** What came of the presentations of one key on one connection. */
export interface Presenter {
  readonly accepted: () => number;
  /** Accepted though they began after the key was revoked. */
  readonly acceptedLate: () => number;
  readonly refusedLate: () => number;
  /** Neither accepted nor refused. */
  readonly failed: () => number;
  /** Tells that no presentation that begins from now on may be accepted. */
  revoked(): void;
  /** Sends no more. */
  stop(): void;
}

/**
 * Presents a key again and again on one connection.
 * @param pauseMs between an answer and the next time.
 */
export async function presentOn(url: string, secret: string, name: string, pauseMs = 0): Promise<Presenter> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${secret}` };
  const request = wireRequest(`${url}/v1/sync`, headers, JSON.stringify({ name, kind: "agent", version: "1.0.0" }));
  const connection = await WireConnection.open(url);
  const count = { accepted: 0, acceptedLate: 0, refusedLate: 0, failed: 0 };
  let isRevoked = false;
  let isStopped = false;
  const sendNext = () => {
    const beganLate = isRevoked;
    connection.send(request, (status) => {
      if (status === 200) count.accepted += 1;
      else if (status !== 401) count.failed += 1;
      if (beganLate && status === 200) count.acceptedLate += 1;
      if (beganLate && status === 401) count.refusedLate += 1;
      if (isStopped) connection.close();
      else if (pauseMs === 0) sendNext();
      else setTimeout(sendNext, pauseMs);
    });
  };
  sendNext();
  return {
    accepted: () => count.accepted,
    acceptedLate: () => count.acceptedLate,
    refusedLate: () => count.refusedLate,
    failed: () => count.failed,
    revoked: () => (isRevoked = true),
    stop: () => (isStopped = true),
  };
}
