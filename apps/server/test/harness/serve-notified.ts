import type { Dialect } from "@excalibur/db/testing";
import { afterAll, beforeAll, expect } from "vitest";
import type { Client } from "./client.ts";
import type { Person, Tenant } from "./people.ts";
import { startTestReceiver, type TestReceiver } from "./test-receiver.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

const ANY = { kind: "newExecutor" } as const;

type Channels = Client["trpc"]["channels"];
type Choices = Partial<Parameters<Channels["create"]["mutate"]>[0]>;
type Log = Awaited<ReturnType<Channels["deliveries"]["query"]>>["items"];

/** An organization with one webhook. */
export interface NotifiedTenant {
  readonly tenant: Tenant;
  /** Another client after a restart. */
  owner: Client;
  readonly channelId: string;
  /** The messages that came to the channel, in order. */
  messages(): { id: string; title: string; body: string }[];
  titles(): string[];
  /** The channel's log, the newest first. */
  log(): Promise<Log>;
  createKey(name: string, expiresInDays?: number): Promise<{ id: string; secret: string }>;
  /** Has an executor use a key, and what follows from it written. */
  use(secret: string, name: string): Promise<void>;
}

interface Notified {
  /** There once the tests run. */
  readonly server: TestServer;
  readonly receiver: TestReceiver;
  /** For longer than a session lasts: the tests move the time. */
  signIn(person: Person): Promise<Client>;
  /** An organization of its own. Its webhook is told of everything at once, unless it is chosen otherwise. */
  open(choices?: Choices): Promise<NotifiedTenant>;
}

/** A server and a receiver of webhooks for a block of tests. */
export function serveNotified(dialect: Dialect): Notified {
  let server: TestServer;
  let receiver: TestReceiver;
  beforeAll(async () => {
    server = await startTestServer(dialect, { EXCALIBUR_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.1" });
    receiver = await startTestReceiver();
  });
  afterAll(async () => {
    await server.close();
    await receiver.close();
  });

  const signIn = async (person: Person) => {
    const client = await server.signIn(person);
    await server.database.client.session.updateMany({ data: { expiresAt: new Date("2100-01-01") } });
    return client;
  };

  const open = async (choices: Choices = {}): Promise<NotifiedTenant> => {
    receiver.answer((response) => response.writeHead(204).end());
    const tenant = await server.addOrganization("Acme");
    const owner = await signIn(tenant.owner);
    const path = `/${tenant.slug}`;
    const url = `http://127.0.0.1:${receiver.port}${path}`;
    const toAll = { name: "hook", receiver: { kind: "webhook", url }, leastLevel: "info" } as const;
    const { channel } = await owner.trpc.channels.create.mutate({ ...toAll, ...choices });
    const messages = () =>
      receiver.received
        .filter((one) => one.path === path)
        .map(({ headers, body }) => {
          const { data } = JSON.parse(body) as { data: { title: string } };
          return { id: headers["webhook-id"] ?? "", title: data.title, body };
        });
    const scene: NotifiedTenant = {
      tenant,
      owner,
      channelId: channel.id,
      messages,
      titles: () => messages().map(({ title }) => title),
      log: async () => (await scene.owner.trpc.channels.deliveries.query({ id: channel.id, limit: 200 })).items,
      createKey: async (name, expiresInDays) => {
        const life = expiresInDays === undefined ? {} : { expiresInDays };
        const { key, secret } = await scene.owner.trpc.apiKeys.create.mutate({ name, target: ANY, ...life });
        if (secret === null) throw new Error("The server makes the secret");
        return { id: key.id, secret };
      },
      use: async (secret, name) => {
        expect((await scene.owner.sync(secret, { name })).reason).toBeNull();
        await server.flushPresence();
      },
    };
    return scene;
  };

  return {
    get server() {
      return server;
    },
    get receiver() {
      return receiver;
    },
    signIn,
    open,
  };
}
