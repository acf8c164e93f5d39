import type { PasswordHashing } from "@excalibur/api/server";
import type { HashingQueue } from "./hashing-queue.ts";

// Loaded when first needed: executors never are in need of it.
const load = () => import("better-auth/crypto");

/** scrypt, as better-auth hashes and checks. For those who proved already that they may ask: see `HashingQueue`. */
export function createPasswords(queue: HashingQueue): PasswordHashing {
  return {
    hash: (password) => queue.run("known", async () => (await load()).hashPassword(password)),
    verify: (hash, password) => queue.run("known", async () => (await load()).verifyPassword({ hash, password })),
  };
}
