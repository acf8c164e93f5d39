/** JSON has no instants: where the procedure takes one, it is read here. */
export function withInstant(body: Record<string, unknown>): object {
  const ends = body["oldKeyEnds"];
  if (typeof ends !== "object" || ends === null || !("at" in ends) || typeof ends.at !== "string") return body;
  return { ...body, oldKeyEnds: { ...ends, at: new Date(ends.at) } };
}

/** The same of the end of the old keys of a renewal. */
export function withEnd(body: Record<string, unknown>): object {
  const at = body["oldKeyEndsAt"];
  return typeof at === "string" ? { ...body, oldKeyEndsAt: new Date(at) } : body;
}
