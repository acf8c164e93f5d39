import type { PasswordHashing } from "@excalibur/api/server";

// Loaded when first needed: executors never are in need of it.
const load = () => import("better-auth/crypto");

/** scrypt, as better-auth hashes and checks. */
export const passwords: PasswordHashing = {
  hash: async (password) => (await load()).hashPassword(password),
  verify: async (hash, password) => (await load()).verifyPassword({ hash, password }),
};
