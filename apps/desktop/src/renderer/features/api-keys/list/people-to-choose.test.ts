import type { MemberView } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { peopleToChoose } from "./people-to-choose.ts";

const memberOf = (number: number, name: string): MemberView => ({
  id: `mem_${number}`,
  user: { id: `usr_${number}`, name, email: `p${number}@acme.test` },
  role: "member",
  joinedAt: new Date(0),
});
const valueOf = ({ id }: MemberView) => id;

it("offers every member of 5,000, although the server counts the keys of the first ones only", () => {
  const members = Array.from({ length: 5_000 }, (_, index) => memberOf(index, `Person ${index}`));
  const values = members.slice(0, 50).map(({ id, user }) => ({ value: id, name: user.name, count: 2 }));
  const everybody = peopleToChoose(
    { values: [...values, { value: "none", name: "No owner", count: 1 }], members, valueOf },
    "",
  );
  expect(everybody).toHaveLength(5_001);
  expect(everybody[0]).toMatchObject({ value: "mem_0", email: "p0@acme.test", counted: { count: 2 } });
  expect(peopleToChoose({ values, members, valueOf }, "person 4999")).toEqual([
    { value: "mem_4999", name: "Person 4999", email: "p4999@acme.test" },
  ]);
});

it("finds people by words of their name and address, those who have left by their name", () => {
  const members = [memberOf(1, "Ada Lovelace"), memberOf(2, "Ada Byron")];
  const values = [{ value: "usr_9", name: "Ada Left", count: 3 }];
  const found = (words: string) =>
    peopleToChoose({ values, members, valueOf: ({ user }) => user.id }, words).map(({ value }) => value);
  expect(found("ada")).toEqual(["usr_9", "usr_1", "usr_2"]);
  expect(found("BYRON ada")).toEqual(["usr_2"]);
  expect(found("p1@")).toEqual(["usr_1"]);
  expect(found("left")).toEqual(["usr_9"]);
  expect(found("grace")).toEqual([]);
});
