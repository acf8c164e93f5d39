import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { createInterface } from "node:readline";

export interface TestSmtpServer {
  readonly url: string;
  /** Every mail it took, as it came over the wire. */
  readonly mails: string[];
  /** Turns the next mails away. */
  refuse(): void;
  close(): Promise<void>;
}

/** A mail server on a free port that takes any mail: as much of RFC 5321 as a client needs to hand one over. */
export async function startTestSmtpServer(): Promise<TestSmtpServer> {
  const mails: string[] = [];
  let refusing = false;
  const server = createServer((socket) => void converse(socket, () => refusing, mails)).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}?ignoreTLS=true&from=excalibur@example.com`,
    mails,
    refuse: () => {
      refusing = true;
    },
    close: async () => {
      server.close();
      await once(server, "close");
    },
  };
}

async function converse(socket: Socket, refusing: () => boolean, mails: string[]): Promise<void> {
  socket.on("error", () => {});
  const say = (line: string) => socket.write(`${line}\r\n`);
  say("220 mail.example.com");
  let mail: string[] | null = null;
  for await (const line of createInterface({ input: socket })) {
    if (mail !== null && line !== ".") mail.push(line);
    else if (mail !== null) {
      mails.push(mail.join("\n"));
      mail = null;
      say("250 taken");
    } else if (line === "DATA") {
      mail = [];
      say("354 go on");
    } else if (line === "QUIT") {
      say("221 bye");
      socket.end();
    } else say(line.startsWith("RCPT") && refusing() ? "550 no such mailbox" : "250 mail.example.com");
  }
}
