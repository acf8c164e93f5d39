/** Values of one statement. A list that Prisma splits by itself may have neither an order nor a limit beside it. */
const AT_ONCE = 900;

/** Reads what belongs to many values, by as many statements as it takes. Nothing belongs to two of them. */
export async function readInParts<Result>(
  values: readonly string[],
  read: (some: string[]) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < values.length; start += AT_ONCE)
    results.push(await read(values.slice(start, start + AT_ONCE)));
  return results;
}
