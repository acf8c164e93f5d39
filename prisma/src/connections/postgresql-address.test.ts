import { expect, test } from "vitest";
import { DatabaseAddressError, readPostgresqlAddress } from "./postgresql-address.ts";

const NONE = { authority: null, certificate: null, key: null };

test.each([
  ["postgresql://u:p@db.example.com/x", { host: "db.example.com", port: 5432, user: "u", password: "p", tls: "none" }],
  ["postgres://u@db:6432/x", { host: "db", port: 6432, user: "u", password: null }],
  ["postgresql://db/x", { host: "db", user: "", password: null }],
  ["postgresql://u:p%23ss%2Fw%40rd%251@db/x", { password: "p#ss/w@rd%1" }],
  // An @ can't be mistaken: the last one ends the password.
  ["postgresql://u:p@ss@db/x", { host: "db", password: "p@ss" }],
  ["postgresql://u:p@[::1]:5433/x", { host: "::1", port: 5433 }],
  ["postgresql://u@/x?host=/run/postgresql", { host: "/run/postgresql", user: "u", database: "x" }],
  ["postgresql:///x?host=/run/postgresql", { host: "/run/postgresql", user: "" }],
  ["postgresql://u@%2Frun%2Fpostgresql/x", { host: "/run/postgresql" }],
  ["postgresql://db/my%20base", { database: "my base" }],
  ["postgresql://db/x", { schema: "public", files: NONE }],
  ["postgresql://db/x?schema=keys_1", { schema: "keys_1" }],
  ["postgresql://db/x?sslmode=disable", { tls: "none" }],
  ["postgresql://db/x?sslmode=require", { tls: "checked" }],
  ["postgresql://db/x?sslmode=no-verify", { tls: "unchecked" }],
  ["postgresql://db/x?sslmode=verify-ca&sslrootcert=/ca", { tls: "authority", files: { ...NONE, authority: "/ca" } }],
  [
    "postgresql://db/x?sslmode=verify-full&sslcert=/c&sslkey=/k",
    { tls: "checked", files: { ...NONE, certificate: "/c", key: "/k" } },
  ],
])("reads %s", (url, expected) => {
  expect(readPostgresqlAddress(url)).toMatchObject(expected);
});

test.each([
  "postgresql://u:hunter2:5432/x",
  "postgresql://u:hunter2/@db/x",
  "postgresql://u:12/hunter2@db/x",
  "postgresql://u:hunter2#@db/x",
  "postgresql://u:12?hunter2@db/x",
  "postgresql://u:hunter2%@db/x",
  "postgresql://u:hunter2@db/x/y",
  "postgresql://u:hunter2@db/",
  "postgresql://u:hunter2@a,b/x",
  "postgresql://u:hunter2@db/x?hunter2=1&x=@",
  "postgresql://u:hunter2@db/x?sslmode=",
  "postgresql://u:hunter2@db/x?sslmode=hunter2",
  "postgresql://u:hunter2@db/x?schema=Hunter2",
  "postgresql://u:hunter2@db/x?sslcert=hunter2",
  "postgresql://u:hunter2@db/x?sslmode=no-verify&sslrootcert=/x",
  "postgresql://u:hunter2@db/x?sslmode=verify-ca",
  "postgresql://u:hunter2@db/x?options=-c%20search_path%3Dx",
])("refuses %s without repeating what may be its password", (url) => {
  let refusal: unknown;
  try {
    readPostgresqlAddress(url);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(DatabaseAddressError);
  expect(String(refusal).replace("the parameter hunter2", "")).not.toMatch(/hunter2/i);
});
