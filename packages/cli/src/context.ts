import { connect, type Connection } from "./connection.ts";
import type { Output } from "./output.ts";

/** What commands are given. */
export interface Context {
  /** Wraps a command that needs the server: it connects, then acts. */
  readonly run: <Arguments extends unknown[]>(
    act: (connection: Connection, output: Output, ...given: Arguments) => Promise<void>,
  ) => (...given: Arguments) => Promise<void>;
  readonly output: () => Output;
  /** The organization that the command line names. */
  readonly organization: () => string | null;
  readonly environment: NodeJS.ProcessEnv;
}

export function createContext({ environment, output, organization }: Omit<Context, "run">): Context {
  return {
    environment,
    output,
    organization,
    run:
      (act) =>
      (...given) =>
        act(connect(environment, organization()), output(), ...given),
  };
}
