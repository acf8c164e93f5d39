import { refuse, type UserRecord } from "@excalibur/api/server";
import type { Database } from "@excalibur/db";
import { cookieName, readCookie, type CookieRules } from "./cookies.ts";

/** Sign-ins of one user that may wait for their code at a time. */
export const MAX_OPEN_CHALLENGES = 10;

/** A sign-in that waits for its code: its random name, and the cookie that carries it, signed. */
export interface Challenge {
  readonly name: string;
  readonly cookie: string;
}

interface Options {
  readonly database: Database;
  readonly cookies: CookieRules;
  readonly now: () => Date;
}

/** Sign-ins whose password was right and whose code is still to come, as better-auth keeps them: for ten minutes. */
export class SignInChallenges {
  readonly #client: Database["client"];
  readonly #cookieName: string;
  readonly #now: () => Date;

  constructor({ database, cookies, now }: Options) {
    this.#client = database.client;
    this.#cookieName = cookieName(cookies, "two_factor");
    this.#now = now;
  }

  /** The challenge that a `Cookie` header carries. Its signature is not checked here. */
  read(header: string | undefined): Challenge | null {
    const value = readCookie(header, this.#cookieName);
    const name = /^(2fa-[\w-]+)\./.exec(value ?? "")?.[1];
    return name === undefined ? null : { name, cookie: `${this.#cookieName}=${value}` };
  }

  /** Who is to give the code; null when the challenge is over. */
  async findUser({ name }: Challenge): Promise<UserRecord | null> {
    const { verification, user } = this.#client;
    const row = await verification.findFirst({ where: { identifier: name, expiresAt: { gt: this.#now() } } });
    return row && user.findUnique({ where: { id: row.value }, select: { id: true, name: true, email: true } });
  }

  /**
   * Keeps a new challenge only if its user has room for it. For a known device room is made: the oldest ones end.
   * @throws Refusal `rate_limited`: the challenge was ended before its token was sent.
   */
  async admit({ name }: Challenge, userId: string, { makesRoom }: { makesRoom: boolean }): Promise<void> {
    const rows = await this.#client.verification.findMany({
      where: { value: userId, identifier: { startsWith: "2fa-" }, expiresAt: { gt: this.#now() } },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      select: { identifier: true, expiresAt: true },
    });
    const others = rows.filter(({ identifier }) => identifier !== name);
    const tooMany = others.slice(0, Math.max(0, others.length + 1 - MAX_OPEN_CHALLENGES));
    const [oldest] = tooMany;
    if (oldest === undefined) return;
    await this.#end(makesRoom ? tooMany.map(({ identifier }) => identifier) : [name]);
    if (!makesRoom) throw refuse("rate_limited", { retryAfterMs: oldest.expiresAt.getTime() - this.#now().getTime() });
  }

  async #end(names: readonly string[]): Promise<void> {
    const identifiers = names.flatMap((name) => [name, `2fa-attempts-${name}`]);
    await this.#client.verification.deleteMany({ where: { identifier: { in: identifiers } } });
  }
}
