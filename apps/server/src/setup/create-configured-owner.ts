import { createFirstOwner, Refusal, type Services } from "@excalibur/api/server";
import type { Config } from "../config.ts";

/** Creates the owner that the configuration names, on a database that has none. */
export async function createConfiguredOwner(services: Services, { initialOwner }: Config): Promise<void> {
  if (initialOwner === null || (await services.data.isSetUp())) return;
  try {
    await createFirstOwner(services, { ...initialOwner, name: "Owner" }, null);
  } catch (error) {
    // Another server process, started at the same moment, was first.
    if (!(error instanceof Refusal && error.reason === "setup_finished")) throw error;
  }
}
