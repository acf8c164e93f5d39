import type { LoginFacts } from "../domain/command-login.ts";
import type { ManagementScope } from "../domain/management-scopes.ts";

/** A login of a command, which no organization has confirmed yet, or one has. */
export interface LoginRecord extends LoginFacts {
  readonly name: string;
  readonly host: string;
  readonly sourceAddress: string;
  readonly scopes: readonly ManagementScope[];
  readonly expiresInDays: number;
  /** Of the management key's secret, which the command has made. */
  readonly secretHash: string;
  readonly hint: string;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  /** The management key that it became; null until it is confirmed. */
  readonly key: {
    readonly id: string;
    readonly name: string;
    readonly expiresAt: Date;
    readonly organization: { readonly name: string; readonly slug: string };
  } | null;
}

export interface NewLogin extends Omit<LoginRecord, "outcome" | "key"> {
  readonly deviceCodeHash: string;
  readonly userCodeHash: string;
}

/** Logins of commands. They belong to no organization until one confirms them. */
export interface LoginReads {
  findByDeviceCode(deviceCodeHash: string): Promise<LoginRecord | null>;
  findByUserCode(userCodeHash: string): Promise<LoginRecord | null>;
  /** How many can still be confirmed. */
  countOpen(now: Date): Promise<number>;
}

export interface LoginWrites extends LoginReads {
  insert(login: NewLogin): Promise<void>;
  /** Decides a login that is open. @returns false when it is not: then nothing changes. */
  decide(
    userCodeHash: string,
    now: Date,
    decision: { readonly outcome: "confirmed"; readonly managementKeyId: string } | { readonly outcome: "refused" },
  ): Promise<boolean>;
}
