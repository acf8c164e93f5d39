import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { cookieName, readCookie, type CookieRules } from "./cookies.ts";

const LIFETIME_SECONDS = 90 * 24 * 60 * 60;

interface Options {
  readonly authSecret: string;
  readonly cookies: CookieRules;
  readonly now: () => Date;
}

/**
 * Devices that users have signed in from: a signed cookie for each user. It does not sign the user in. Guesses that
 * come with it are counted separately, so that the guesses of others don't keep the user out.
 */
export class KnownDevices {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The device's id, if the user signed in from it in the last 90 days; else null. */
  find(cookies: string | undefined, userId: string): string | null {
    const value = readCookie(cookies, this.#nameFor(userId));
    const [deviceId = "", expiresAtMs = "", signature = ""] = value?.split(".") ?? [];
    const expected = this.#sign(userId, deviceId, expiresAtMs);
    const given = Buffer.from(signature, "base64url");
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    return Number(expiresAtMs) > this.#options.now().getTime() ? deviceId : null;
  }

  /** The `Set-Cookie` header by which the device is known from now on. A device that is known already keeps its id. */
  remember(cookies: string | undefined, userId: string): string {
    const { cookies: rules, now } = this.#options;
    const deviceId = this.find(cookies, userId) ?? randomBytes(16).toString("base64url");
    const expiresAtMs = String(now().getTime() + LIFETIME_SECONDS * 1_000);
    const signature = this.#sign(userId, deviceId, expiresAtMs).toString("base64url");
    const value = `${deviceId}.${expiresAtMs}.${signature}`;
    const secure = rules.isSecure ? "; Secure" : "";
    return `${this.#nameFor(userId)}=${value}; Max-Age=${LIFETIME_SECONDS}; Path=${rules.path}; HttpOnly; SameSite=Strict${secure}`;
  }

  /** One for each user, so that two who share a browser don't forget each other. Of the id, a part of a hash will do. */
  #nameFor(userId: string): string {
    return cookieName(this.#options.cookies, `device_${this.#hmac("device name", userId).toString("hex").slice(0, 8)}`);
  }

  #sign(userId: string, deviceId: string, expiresAtMs: string): Buffer {
    return this.#hmac("known device", userId, deviceId, expiresAtMs);
  }

  #hmac(purpose: string, ...parts: string[]): Buffer {
    return createHmac("sha256", this.#options.authSecret)
      .update(["excalibur", purpose, ...parts].join("\n"))
      .digest();
  }
}
