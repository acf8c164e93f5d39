/**
 * Which of the rows on screen are drawn at a moment: those that are already, and so many new ones. The others follow a
 * frame later. Where one scrolls fast, new rows are drawn at the edge one scrolls towards: at the other they are gone at once.
 * @param onScreen ids of the rows, in their order.
 * @param drawn ids of those that were drawn up to now.
 */
export function rowsToDraw(
  onScreen: readonly string[],
  drawn: ReadonlySet<string>,
  most: { fresh: number; towards: "forward" | "backward" },
): ReadonlySet<string> {
  const fresh = onScreen.filter((id) => !drawn.has(id));
  const chosen = most.towards === "forward" ? fresh.slice(-most.fresh) : fresh.slice(0, most.fresh);
  return new Set([...onScreen.filter((id) => drawn.has(id)), ...chosen]);
}
