import { expect } from "vitest";
import type { Database } from "../connections/database.ts";
import { addOrganization } from "./sample-rows.ts";

/** A transaction that has inserted org_tx and waits until the test commits it or rolls it back. */
export async function openTransaction(database: Database) {
  let commit = () => {};
  let rollBack = () => {};
  const ending = new Promise<void>((resolve, reject) => {
    commit = resolve;
    rollBack = () => reject(new Error("rolled back"));
  });
  let done: Promise<void> = Promise.resolve();
  await new Promise<void>((started) => {
    done = database.transact(async (tx) => {
      await addOrganization(tx, "org_tx");
      started();
      await ending;
    });
  });
  return {
    commit: () => {
      commit();
      return done;
    },
    rollBack: () => {
      rollBack();
      return expect(done).rejects.toThrow("rolled back");
    },
  };
}
