import { once } from "node:events";
import { hostname } from "node:os";
import { connect, type ConnectionOptions, type TLSSocket } from "node:tls";
import type { SendResult } from "../notifications/senders/sender.ts";
import type { PushSender } from "./push-sender.ts";
import { syslogFrame } from "./syslog-frame.ts";

const TIME_LIMIT_MS = 10_000;

/**
 * Sends rows to a syslog server over TLS (RFC 5425), each batch by a connection of its own. Syslog has no acknowledgement: the
 * rows count as delivered once the server has closed the connection after everything was sent, without an error.
 * @param trust only tests give other certificates than the system's.
 */
export function createSyslogPush(url: string, trust: Pick<ConnectionOptions, "ca"> = {}): PushSender {
  const { hostname: host, port } = new URL(url);
  const to = host.replace(/^\[|\]$/g, "");
  return {
    send: async (rows): Promise<SendResult> => {
      const signal = AbortSignal.timeout(TIME_LIMIT_MS);
      const socket = connect({ host: to, port: Number(port), servername: isName(to) ? to : "", ...trust });
      try {
        await sendAll(socket, rows.map((row) => syslogFrame(row, hostname())).join(""), signal);
        return { outcome: "delivered", answer: "closed after all was sent" };
      } catch (error) {
        const late = signal.aborted ? `No end of the connection within ${TIME_LIMIT_MS / 1_000} s.` : null;
        return { outcome: "try_again", answer: late ?? (error instanceof Error ? error.message : String(error)) };
      } finally {
        socket.destroy();
      }
    },
  };
}

async function sendAll(socket: TLSSocket, text: string, signal: AbortSignal): Promise<void> {
  await once(socket, "secureConnect", { signal });
  socket.resume();
  socket.end(text);
  await once(socket, "close", { signal });
}

function isName(host: string): boolean {
  return !/^[\d.]+$|:/.test(host);
}
