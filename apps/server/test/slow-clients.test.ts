import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { formatSecret } from "@excalibur/api/server";
import { createTestDatabase } from "@excalibur/db/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../src/config.ts";
import type { RunningServer } from "../src/running-server.ts";
import { serve } from "../src/start-server.ts";
import { Client } from "./harness/client.ts";

/** As in earnest, but sooner. */
const TIMEOUTS = { requestTimeout: 500, connectionsCheckingInterval: 50, keepAliveTimeout: 500 };
const DRIP_EVERY_MS = 50;
const IDLE_CONNECTIONS = 300;
const BODY = JSON.stringify({ name: "slow", kind: "agent", version: "1.0.0" });

/** Without a well-formed key the server would not read the bodies. */
const SECRET = formatSecret(new Uint8Array(32).fill(5));

const head = (path: string, framing: string) =>
  `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\nauthorization: Bearer ${SECRET}\r\n${framing}\r\n\r\n`;
const whole = head("/v1/sync", `content-length: ${BODY.length}`) + BODY;

/** What a client sends at once, and what it then sends again and again, for as long as it is let. */
const CLIENTS: Readonly<Record<string, { first: string; drip: string }>> = {
  "that connects and sends nothing": { first: "", drip: "" },
  "that sends one header after the other": { first: "POST /v1/sync HTTP/1.1\r\n", drip: "x-more: 1\r\n" },
  "that sends a sync's body to the lane byte by byte": {
    first: head("/v1/sync", "content-length: 10000"),
    drip: " ",
  },
  "that sends half of a sync's body to the lane, and then nothing": {
    first: head("/trpc/executor.sync", "content-length: 10000") + BODY,
    drip: "",
  },
  "that sends a body to the stock path byte by byte": {
    first: head("/trpc/executor.sync?", "content-length: 10000"),
    drip: " ",
  },
  "whose chunks never end": { first: head("/v1/sync", "transfer-encoding: chunked"), drip: "1\r\n \r\n" },
  "that keeps its connection and sends nothing more": { first: whole, drip: "" },
  "that begins to repeat its request, and continues byte by byte": { first: whole + whole.slice(0, 40), drip: " " },
};

describe("a server whose clients are slow, or worse", () => {
  let server: RunningServer;
  let closeDatabase: () => Promise<void>;

  beforeAll(async () => {
    const { database, close } = await createTestDatabase("sqlite");
    closeDatabase = close;
    const config = readConfig({ EXCALIBUR_PORT: "0", LOG_LEVEL: "silent" });
    server = await serve(database, { ...config, authSecret: "s".repeat(32) }, { timeouts: TIMEOUTS });
  });
  afterAll(async () => {
    await server.close();
    await closeDatabase();
  });

  const open = async (): Promise<Socket> => {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    // Cut in the middle of its sending, it may learn so by a reset.
    socket.on("error", () => undefined);
    socket.resume();
    await once(socket, "connect");
    return socket;
  };

  /** However it ends: `once` would take a reset for a failure. */
  const untilClosed = async (socket: Socket): Promise<void> => {
    if (!socket.closed) await new Promise((resolve) => socket.once("close", resolve));
  };

  test.concurrent.each(Object.entries(CLIENTS))("cuts one %s", async (_what, { first, drip }) => {
    const socket = await open();
    socket.write(first);
    const dripping = setInterval(() => drip !== "" && socket.writable && socket.write(drip), DRIP_EVERY_MS);
    await untilClosed(socket);
    clearInterval(dripping);
  });

  test(`answers others while ${IDLE_CONNECTIONS} connections send nothing, and closes those`, async () => {
    const sockets = await Promise.all(Array.from({ length: IDLE_CONNECTIONS }, open));
    const closed = Promise.all(sockets.map(untilClosed));
    expect(await new Client(server.url).sync(null, { name: "honest" })).toMatchObject({ reason: "key_missing" });
    await closed;
  });
});
