import type { Database } from "@excalibur/db";
import { createOTP } from "@better-auth/utils/otp";
import { foldCode } from "../fold-code.ts";
import { isSameText } from "../secrets.ts";
import type { LoadAuth } from "./load-auth.ts";

/** As better-auth's plugin has them by default, and every authenticator app. */
const CODE = { digits: 6, period: 30 } as const;
/** Codes of so many steps before and after now are good too: clocks differ, and people type slowly. */
const STEPS_AROUND = 1;

interface Options {
  readonly database: Database;
  readonly loadAuth: LoadAuth;
  readonly now: () => Date;
}

/** Judges the codes of second steps. */
export class SecondStep {
  readonly #database: Database;
  readonly #loadAuth: LoadAuth;
  readonly #now: () => Date;

  constructor({ database, loadAuth, now }: Options) {
    this.#database = database;
    this.#loadAuth = loadAuth;
    this.#now = now;
  }

  /**
   * Takes a code of a user's authenticator app, each once, and after it none that the app showed before (RFC 6238, 5.2).
   * @returns the code as better-auth checks it; null when it is not valid, or no longer valid.
   */
  async acceptAppCode(userId: string, code: string): Promise<string | null> {
    const { twoFactor } = this.#database.client;
    const digits = code.replaceAll(/[\s-]/g, "");
    const row = await twoFactor.findFirst({ where: { userId, verified: true } });
    const step = row && (await this.#stepOf(row.secret, digits));
    if (row === null || step === null) return null;
    const { count } = await twoFactor.updateMany({
      where: {
        userId,
        secret: row.secret,
        OR: [{ lastAcceptedStep: null }, { lastAcceptedStep: { lt: step } }],
      },
      data: { lastAcceptedStep: step },
    });
    return count === 1 ? digits : null;
  }

  /** Finds the recovery code that was meant. @returns it as better-auth keeps it, who takes each once; null when there is none. */
  async findRecoveryCode(userId: string, code: string): Promise<string | null> {
    const row = await this.#database.client.twoFactor.findFirst({ where: { userId, verified: true } });
    if (row === null) return null;
    const codes = JSON.parse(await this.#decrypt(row.backupCodes)) as string[];
    const folded = foldCode(code);
    return codes.find((kept) => isSameText(foldCode(kept), folded)) ?? null;
  }

  /** Whether an app with this encrypted secret shows the code about now. */
  async isAppCode(encryptedSecret: string, code: string): Promise<boolean> {
    return (await this.#stepOf(encryptedSecret, code)) !== null;
  }

  /** The latest step about now that has this code. */
  async #stepOf(encryptedSecret: string, code: string): Promise<number | null> {
    const app = createOTP(await this.#decrypt(encryptedSecret), CODE);
    const step = Math.floor(this.#now().getTime() / (CODE.period * 1_000));
    for (let candidate = step + STEPS_AROUND; candidate >= step - STEPS_AROUND; candidate--) {
      if (isSameText(await app.hotp(candidate), code)) return candidate;
    }
    return null;
  }

  async #decrypt(data: string): Promise<string> {
    const { symmetricDecrypt } = await import("better-auth/crypto");
    const { secretConfig } = await (await this.#loadAuth()).$context;
    return symmetricDecrypt({ key: secretConfig, data });
  }
}
