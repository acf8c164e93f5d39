import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readInPlace } from "./read-in-place.ts";

const MANY_BYTES = 8_000_000;

describe("what a connection brings, read in place", () => {
  let server: Server;
  let client: Socket;
  let accepted: Socket;

  beforeEach(async () => {
    server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const accepting = once(server, "connection") as Promise<[Socket]>;
    client = connect({ port: (server.address() as AddressInfo).port, host: "127.0.0.1", noDelay: true });
    [accepted] = await accepting;
  });
  afterEach(async () => {
    client.destroy();
    accepted.destroy();
    server.close();
    await once(server, "close");
  });

  /** What the stream has given so far. */
  const streamed = (): Buffer[] => {
    const pieces: Buffer[] = [];
    accepted.on("data", (piece: Buffer) => pieces.push(piece));
    return pieces;
  };
  const say = (text: string): Promise<void> => new Promise((resolve) => client.write(text, () => resolve()));
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await sleep(1);
  };

  test("is not the stream's when it was taken, and is the stream's when it was not", async () => {
    const shown: string[] = [];
    const canBe = readInPlace(accepted, (bytes) => {
      shown.push(String(bytes));
      return String(bytes) === "taken";
    });
    expect(canBe).toBe(true);
    const pieces = streamed();
    await say("left");
    await until(() => shown.length === 1);
    await say("taken");
    await until(() => shown.length === 2);
    await say("left again");
    await until(() => shown.length === 3);
    expect(shown).toEqual(["left", "taken", "left again"]);
    // The first as it was, though others were read into the same place since.
    expect(pieces.map(String)).toEqual(["left", "left again"]);
  });

  test("is shown again after a pause, in order and once", async () => {
    const shown: string[] = [];
    readInPlace(accepted, (bytes) => shown.push(String(bytes)) > 0);
    const pieces = streamed();
    await say("one ");
    await until(() => shown.length === 1);
    accepted.pause();
    await say("two ");
    await sleep(20);
    expect(shown).toEqual(["one "]);
    accepted.resume();
    await say("three");
    await until(() => shown.join("").endsWith("three"));
    expect(shown.join("")).toBe("one two three");
    expect(pieces).toEqual([]);
  });

  test("is not shown where the stream does not flow: it may hold what came before", async () => {
    const shown: string[] = [];
    readInPlace(accepted, (bytes) => shown.push(String(bytes)) > 0);
    let read = "";
    accepted.on("readable", () => {
      read += String(accepted.read() ?? "");
    });
    await say("one ");
    await say("two");
    await until(() => read === "one two");
    expect(shown).toEqual([]);
  });

  test("is all there, and in order, when it is more than who reads can take at once", async () => {
    readInPlace(accepted, () => false);
    const sent = Buffer.from(Array.from({ length: MANY_BYTES }, (_, index) => (index * 7919) % 251));
    client.end(sent);
    const pieces: Buffer[] = [];
    for await (const piece of accepted) {
      pieces.push(piece as Buffer);
      if (pieces.length % 16 === 0) await sleep(1);
    }
    expect(Buffer.concat(pieces).equals(sent)).toBe(true);
  });

  test("ends as a stream does when the other side ends", async () => {
    readInPlace(accepted, () => true);
    streamed();
    const ended = once(accepted, "end");
    client.end("last");
    await ended;
    expect(accepted.readableEnded).toBe(true);
  });
});
