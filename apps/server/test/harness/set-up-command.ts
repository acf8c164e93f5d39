import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MANAGEMENT_SCOPES, type ManagementScope } from "@excalibur/api/contract";
import type { Client } from "./client.ts";
import { ExcaliburCommand } from "./excalibur-command.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

/** A server with an organization, and the command for it. */
export interface CommandSetUp {
  readonly server: TestServer;
  readonly owner: Client;
  /** Of the command's file, for what else a test writes. */
  readonly folder: string;
  /** The command without a server's address and a key. */
  readonly bare: ExcaliburCommand;
  /** The command with a management key that may do everything. */
  readonly command: ExcaliburCommand;
  /** @returns the secret of a new management key. */
  keyOf(scopes: readonly ManagementScope[]): Promise<string>;
  close(): Promise<void>;
}

/** Starts a server with an organization, and builds the command for it. */
export async function setUpCommand(): Promise<CommandSetUp> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-command-"));
  const server = await startTestServer("sqlite");
  const owner = await server.signIn((await server.addOrganization("Acme")).owner);
  const keyOf = async (scopes: readonly ManagementScope[]) => {
    const input = { name: "command", scopes: [...scopes], expiresInDays: 30 };
    return (await owner.trpc.managementKeys.create.mutate(input)).secret;
  };
  const bare = await ExcaliburCommand.build(folder);
  const environment = { EXCALIBUR_URL: server.url, EXCALIBUR_MANAGEMENT_KEY: await keyOf(MANAGEMENT_SCOPES) };
  return {
    server,
    owner,
    folder,
    bare,
    command: bare.with(environment),
    keyOf,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
