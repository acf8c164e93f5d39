/** Calls a procedure of a tRPC caller by its path, such as `apiKeys.list`. */
export async function callByPath(caller: object, path: string, input: unknown): Promise<unknown> {
  let place: unknown = caller;
  for (const name of path.split(".")) place = (place as Record<string, unknown>)[name];
  return (place as (input: unknown) => Promise<unknown>)(input);
}
