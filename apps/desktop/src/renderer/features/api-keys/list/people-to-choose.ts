import type { FacetValue, MemberView } from "@excalibur/api/contract";

interface Person {
  /** As the filter takes it. */
  value: string;
  name: string;
  /** Tells people of the same name apart; undefined for those who have left, and for "no owner". */
  email?: string;
  /** How many keys the filter leaves; undefined where the server did not count them. */
  counted?: FacetValue;
}

interface People {
  /** Those that the server counted: the first ones only, where there are many. */
  values: readonly FacetValue[];
  members: readonly MemberView[];
  /** What the filter calls a member. */
  valueOf: (member: MemberView) => string;
}

/**
 * Everybody who can be chosen and whose name or address has each of the words in it: first those whose keys were counted, then all other
 * members.
 */
export function peopleToChoose({ values, members, valueOf }: People, words: string): Person[] {
  const byValue = new Map(members.map((member) => [valueOf(member), member]));
  const counted = values.map((each): Person => {
    const email = byValue.get(each.value)?.user.email;
    return { value: each.value, name: each.name, counted: each, ...(email === undefined ? {} : { email }) };
  });
  const isCounted = new Set(values.map(({ value }) => value));
  const others = [...byValue]
    .filter(([value]) => !isCounted.has(value))
    .map(([value, { user }]): Person => ({ value, name: user.name, email: user.email }));
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return [...counted, ...others].filter(({ name, email = "" }) => {
    const text = `${name} ${email}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
