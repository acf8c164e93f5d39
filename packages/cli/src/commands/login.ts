import { hostname, userInfo } from "node:os";
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { LoginProgress } from "@excalibur/api/contract";
import { formatSecret, SECRET_RANDOM_BYTES } from "@excalibur/api/key-secret";
import { MANAGEMENT_SCOPES, type ManagementScope } from "@excalibur/api/management-scopes";
import { failureOf } from "@excalibur/client";
import { Option, type Command } from "commander";
import { connectTo, serverUrl } from "../connection.ts";
import type { Context } from "../context.ts";
import { CommandFailure, EXIT } from "../exit-codes.ts";
import { findLogin, keepLogin, loginPath, removeLogin } from "../kept-login.ts";
import { shown, writeJson } from "../output.ts";
import { openServer } from "../open-server.ts";
import { patiently } from "../patiently.ts";
import { hashSecret } from "../secret-file.ts";
import { wholeNumber } from "../whole-number.ts";

const DEFAULT_DAYS = 90;

interface Options {
  readonly name?: string;
  readonly scope?: ManagementScope[];
  readonly expires?: number;
}

/** `excalibur login` and `excalibur logout` */
export function addLoginCommands(program: Command, { output, environment }: Context): void {
  program
    .command("login [url]")
    .description("get a management key: you confirm a code in the app")
    .option("--name <name>", "what the key is called; without it, your name and this host's")
    .addOption(new Option("--scope <scope...>", "only these scopes; without it, all").choices(MANAGEMENT_SCOPES))
    .option("--expires <days>", `days until it expires, at most 365; without it, ${DEFAULT_DAYS}`, wholeNumber)
    .action(async (url: string | undefined, { name, scope, expires }: Options) => {
      const to = output();
      const address = serverUrl(url ?? environment["EXCALIBUR_URL"]);
      const before = findLogin(environment, address);
      if (before !== null) {
        const words = `You are logged in to ${before.url} (${before.organization}). First: excalibur logout ${before.url}`;
        throw new CommandFailure(EXIT.no, words);
      }
      const managementKey = formatSecret(randomBytes(SECRET_RANDOM_BYTES), "managementKey");
      const { client } = openServer(address, environment);
      const begun = await client.logins.begin.mutate({
        name: name ?? `${userInfo().username}@${hostname()}`,
        host: hostname(),
        scopes: scope ?? [...MANAGEMENT_SCOPES],
        expiresInDays: expires ?? DEFAULT_DAYS,
        ...hashSecret(managementKey),
      });
      to.note(
        `Open ${begun.address}\nand confirm the code ${begun.userCode}\nIt is good until ${shown(begun.expiresAt)}.\n`,
      );
      const ask = () => client.logins.poll.mutate({ deviceCode: begun.deviceCode });
      const { key, organization } = await waitFor(ask, begun.intervalSeconds * 1_000, to.note);
      const expiresAt = key.expiresAt.toISOString();
      const login = { url: address, managementKey, keyId: key.id, organization: organization.name, expiresAt };
      const path = keepLogin(environment, login);
      const { managementKey: _secret, ...told } = login;
      if (to.isJson) writeJson(to, told);
      else
        to.out(`logged in to ${organization.name} until ${shown(key.expiresAt)}; the management key is in ${path}\n`);
    });

  program
    .command("logout [url]")
    .description("revoke the management key of the login at a server, and delete it here")
    .action(async (url: string | undefined) => {
      const named = url ?? environment["EXCALIBUR_URL"];
      const login = findLogin(environment, named === undefined || named === "" ? null : serverUrl(named));
      if (login === null) throw new CommandFailure(EXIT.notFound, "You are not logged in there.");
      const { client } = connectTo(login.url, login.managementKey, environment);
      await client.logins.end.mutate({ id: login.keyId }).catch((error: unknown) => {
        // Revoked, expired or gone already: then only the file is left.
        const failure = failureOf(error);
        if (failure?.kind !== "refused" || failure.httpStatus !== 401) throw error;
      });
      removeLogin(environment, login);
      output().out(
        `logged out of ${login.organization}: its management key is revoked, and deleted from ${loginPath(environment)}\n`,
      );
    });
}

type Confirmed = Extract<LoginProgress, { status: "confirmed" }>;

async function waitFor(
  ask: () => Promise<LoginProgress>,
  intervalMs: number,
  note: (text: string) => void,
): Promise<Confirmed> {
  await sleep(intervalMs);
  const progress = await patiently(ask, note);
  switch (progress.status) {
    case "confirmed":
      return progress;
    case "pending":
      return waitFor(ask, intervalMs, note);
    case "refused":
      throw new CommandFailure(EXIT.notPermitted, "The login was refused in the app.");
    case "over":
      throw new CommandFailure(EXIT.no, "The code is over. Log in again for a new one.");
  }
}
