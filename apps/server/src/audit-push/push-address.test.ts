import { expect, test } from "vitest";
import { readPushDestination } from "./push-address.ts";

const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

test.each([
  ["https://siem.example.com/hook?a=b", SECRET, { kind: "webhook", url: "https://siem.example.com/hook?a=b" }],
  ["http://10.0.0.7:8080/hook", SECRET, { kind: "webhook", url: "http://10.0.0.7:8080/hook" }],
  ["syslog+tls://logs.example.com", undefined, { kind: "syslog", url: "tls://logs.example.com:6514" }],
  ["syslog+tls://[2001:db8::7]:601", undefined, { kind: "syslog", url: "tls://[2001:db8::7]:601" }],
  ["otlp+https://collector:4318", undefined, { kind: "otlp", url: "https://collector:4318/v1/logs" }],
  ["otlp+http://collector:4318/otlp/", undefined, { kind: "otlp", url: "http://collector:4318/otlp/v1/logs" }],
])("%s is read", (address, secret, expected) => {
  expect(readPushDestination(address, secret)).toMatchObject(expected);
});

test.each([
  ["siem.example.com", SECRET],
  ["syslog://logs.example.com:514", undefined],
  ["ftp://logs.example.com", undefined],
  ["https://user:password@siem.example.com/", SECRET],
  ["https://siem.example.com/", undefined],
  ["https://siem.example.com/", "secret"],
  ["syslog+tls://logs.example.com", SECRET],
])("%s with secret %s is a mistake", (address, secret) => {
  expect(readPushDestination(address, secret)).toHaveProperty("mistake");
});
