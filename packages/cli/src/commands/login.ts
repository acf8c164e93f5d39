import { hostname, userInfo } from "node:os";
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { LoginProgress } from "@excalibur/api/contract";
import { formatSecret, SECRET_RANDOM_BYTES } from "@excalibur/api/key-secret";
import { MANAGEMENT_SCOPES, type ManagementScope } from "@excalibur/api/management-scopes";
import { failureOf } from "@excalibur/client";
import { Option, type Command } from "commander";
import { connectTo, organizationOf, serverUrl } from "../connection.ts";
import type { Context } from "../context.ts";
import { CommandFailure, EXIT } from "../exit-codes.ts";
import {
  findLogin,
  keepLogin,
  loginOfSame,
  loginPath,
  readLogins,
  removeLogin,
  type KeptLogin,
} from "../kept-login.ts";
import { shown, writeJson, writeTable } from "../output.ts";
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
export function addLoginCommands(program: Command, { output, organization, environment }: Context): void {
  program
    .command("login [url]")
    .description("get a management key: you confirm a code in the app")
    .option("--name <name>", "what the key is called; without it, your name and this host's")
    .addOption(new Option("--scope <scope...>", "only these scopes; without it, all").choices(MANAGEMENT_SCOPES))
    .option("--expires <days>", `days until it expires, at most 365; without it, ${DEFAULT_DAYS}`, wholeNumber)
    .action(async (url: string | undefined, { name, scope, expires }: Options) => {
      const to = output();
      const address = serverUrl(url ?? environment["EXCALIBUR_URL"]);
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
      const confirmed = await waitFor(ask, begun.intervalSeconds * 1_000, to.note);
      const { key } = confirmed;
      const { name: organization, slug } = confirmed.organization;
      const expiresAt = key.expiresAt.toISOString();
      const login = { url: address, managementKey, keyId: key.id, organization, slug, expiresAt };
      const before = loginOfSame(environment, login);
      const path = keepLogin(environment, login);
      if (before !== null) await endKeyOf(before, environment);
      const { managementKey: _secret, ...told } = login;
      if (to.isJson) writeJson(to, told);
      else to.out(`logged in to ${organization} until ${shown(key.expiresAt)}; the management key is in ${path}\n`);
    });

  program
    .command("logout [url]")
    .description("revoke the management key of the login at a server, and delete it here")
    .action(async (url: string | undefined) => {
      const named = url ?? environment["EXCALIBUR_URL"];
      const login = findLogin(environment, {
        url: named === undefined || named === "" ? null : serverUrl(named),
        organization: organizationOf(environment, organization()),
      });
      if (login === null) throw new CommandFailure(EXIT.notFound, "You are not logged in there.");
      await endKeyOf(login, environment);
      removeLogin(environment, login);
      output().out(
        `logged out of ${login.organization}: its management key is revoked, and deleted from ${loginPath(environment)}\n`,
      );
    });

  program
    .command("logins")
    .description("list the logins that are kept here")
    .action(() => {
      const to = output();
      const logins = readLogins(environment);
      if (to.isJson) for (const { managementKey: _secret, ...told } of logins) writeJson(to, told);
      else {
        const rows = logins.map((login) => [login.organization, login.slug ?? "-", login.url, login.expiresAt]);
        writeTable(to, ["ORGANIZATION", "SLUG", "SERVER", "UNTIL"], rows);
      }
    });
}

/** Revokes the management key of a login. One that is revoked, expired or gone already is left alone. */
async function endKeyOf({ url, managementKey, keyId }: KeptLogin, environment: NodeJS.ProcessEnv): Promise<void> {
  const { client } = connectTo(url, managementKey, environment);
  await client.logins.end.mutate({ id: keyId }).catch((error: unknown) => {
    const failure = failureOf(error);
    if (failure?.kind !== "refused" || failure.httpStatus !== 401) throw error;
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
