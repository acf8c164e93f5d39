import { OneTimeSecret } from "../../../components/one-time-secret/one-time-secret.ts";
import { apiClient } from "../../../server/api.ts";
import type { Enrolment } from "./connection.ts";
import { toCodeInput, type CheckedConnection } from "./connect-form.ts";

/** Makes a code for an executor, and finds out at which address its host reaches the server. */
export async function makeCode(checked: CheckedConnection): Promise<Enrolment> {
  const { name, place } = checked;
  const { serverUrl } = await apiClient.executors.recipe.query({ name, place });
  const { code, secret } = await apiClient.codes.create.mutate(toCodeInput(checked));
  return { name, code, serverUrl, secret: new OneTimeSecret(secret) };
}
