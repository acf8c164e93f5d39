/** Few enough that the last of a group waits far less than the 10 s after which a busy server refuses a change. */
const AT_ONCE = 10;

/** Makes so many things, ten at once. */
export async function inGroups<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  while (made.length < count) {
    const group = Math.min(AT_ONCE, count - made.length);
    const start = made.length;
    made.push(...(await Promise.all(Array.from({ length: group }, (_, index) => make(start + index)))));
  }
  return made;
}
