import { isDatabaseAway, type Database } from "@excalibur/db";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { APIError } from "better-auth/api";

type AdapterFactory = ReturnType<typeof prismaAdapter>;

/**
 * better-auth's own adapter, with one difference: a database that is away is 503 in better-auth's own terms. Of any other
 * error it makes "500", and what it was is lost.
 */
export function authDatabase({ client, dialect }: Database): AdapterFactory {
  const createAdapter = prismaAdapter(client, { provider: dialect, transaction: false });
  return (options) => {
    const adapter = createAdapter(options);
    const mapped = Object.entries(adapter).map(([name, part]) => [
      name,
      typeof part === "function" ? mapDatabaseErrors(part) : part,
    ]);
    return { ...adapter, ...(Object.fromEntries(mapped) as Partial<typeof adapter>) };
  };
}

function mapDatabaseErrors(call: (...input: never[]) => unknown): (...input: never[]) => unknown {
  return async (...input) => {
    try {
      return await call(...input);
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      throw Object.assign(new APIError("SERVICE_UNAVAILABLE"), { cause: error });
    }
  };
}
