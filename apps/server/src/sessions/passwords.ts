import type { PasswordHashing } from "@excalibur/api/server";

/** scrypt as better-auth hashes. Loaded when first needed: executors never are in need of it. */
export const passwords: PasswordHashing = {
  hash: async (password) => (await import("better-auth/crypto")).hashPassword(password),
};
