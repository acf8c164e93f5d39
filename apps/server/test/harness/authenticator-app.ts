import { createOTP } from "@better-auth/utils/otp";
import type { Client } from "./client.ts";
import type { Person } from "./people.ts";

/** Steps of 30 s from now, of which a server accepts the codes of -1, 0 and 1. */
export type StepsFromNow = number;

/** What an authenticator app shows, for a link of `account.twoFactor.enable`. */
export async function codeOf(uri: string, steps: StepsFromNow = 0, nowMs = Date.now()): Promise<string> {
  return createOTP(secretIn(uri)).hotp(Math.floor(nowMs / 30_000) + steps);
}

/** A code that none of the three is. */
export async function wrongCode(uri: string): Promise<string> {
  const good = await Promise.all([-2, -1, 0, 1, 2].map((steps) => codeOf(uri, steps)));
  const wrong = ["000000", "111111", "222222", "333333", "444444", "555555"].find((code) => !good.includes(code));
  return wrong ?? "";
}

/** The app's secret, as the server keeps it before it encrypts it: RFC 4648 base32 without padding, in the link. */
export function secretIn(uri: string): string {
  const base32 = new URL(uri).searchParams.get("secret") ?? "";
  const bits = [...base32].map((letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  );
  const bytes = bits.join("").match(/.{8}/g) ?? [];
  return String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 2)));
}

/** Turns the second step on for a signed-in user. */
export async function turnOnSecondStep(
  client: Client,
  { password }: Person,
): Promise<{ uri: string; recoveryCodes: string[] }> {
  const prepared = await client.trpc.account.twoFactor.enable.mutate({ password });
  await client.trpc.account.twoFactor.confirm.mutate({ code: await codeOf(prepared.uri) });
  return prepared;
}
