import { describe, expect, it } from "vitest";
import { sealedFileInMemory } from "../app-protocol/test-server.ts";
import { setCookiesOf } from "./read-set-cookie.ts";
import { SessionCookies } from "./session-cookies.ts";

const origin = "https://keys.example.com";

describe("the session of a server", () => {
  it("is sent back until it expires, by Max-Age before Expires", async () => {
    let now = Date.UTC(2026, 5, 1);
    const cookies = new SessionCookies(sealedFileInMemory(), () => now);
    cookies.absorb(origin, ["s=1; Expires=Wed, 01 Jan 2020 00:00:00 GMT; Max-Age=10", "t=2; Path=/"]);
    expect(cookies.header(origin)).toBe("s=1; t=2");
    now += 10_000;
    expect(cookies.header(origin)).toBe("t=2");
  });

  it("is taken from every cookie of an answer, also where Electron has joined them into one header", () => {
    const cookies = ["s=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/", "two=a%2Cb; Max-Age=60", "t=c=="];
    const apart = new Headers();
    for (const cookie of cookies) apart.append("set-cookie", cookie);
    const joined = new Headers([["set-cookie", cookies.join(", ")]]);
    for (const headers of [apart, joined]) expect(setCookiesOf(headers)).toEqual(cookies);
    expect(setCookiesOf(new Headers())).toEqual([]);
  });

  it("ends when the server clears its cookie", () => {
    const cookies = new SessionCookies(sealedFileInMemory(), Date.now);
    cookies.absorb(origin, ["s=1"]);
    cookies.absorb(origin, ["s=; Max-Age=0"]);
    expect(cookies.header(origin)).toBeNull();
  });

  it("is taken up again by the next run of the app", async () => {
    const file = sealedFileInMemory();
    const first = new SessionCookies(file, Date.now);
    first.absorb(origin, ["s=a=b; Max-Age=60"]);
    await first.saved();
    const second = new SessionCookies(file, Date.now);
    await second.restore();
    expect(second.header(origin)).toBe("s=a=b");
    expect(second.header("https://other.example.com")).toBeNull();
  });

  it("is given up, now and for the next run, when its server is forgotten", async () => {
    const file = sealedFileInMemory();
    const cookies = new SessionCookies(file, Date.now);
    cookies.absorb(origin, ["s=1; Max-Age=60"]);
    cookies.absorb("https://other.example.com", ["t=2; Max-Age=60"]);
    cookies.forget(origin);
    await cookies.saved();
    expect(cookies.header(origin)).toBeNull();
    expect(file.content).not.toContain(origin);
    expect(cookies.header("https://other.example.com")).toBe("t=2");
  });

  it("starts empty when what was kept is broken", async () => {
    for (const content of ["", "{", "[]", '{"https://a":[{"name":1}]}']) {
      const cookies = new SessionCookies(sealedFileInMemory(content), Date.now);
      await cookies.restore();
      expect(cookies.header("https://a")).toBeNull();
    }
  });

  it("survives a place that can't be written", async () => {
    const broken = {
      isKept: async () => true,
      read: async () => null,
      write: () => Promise.reject(new Error("disk full")),
    };
    const cookies = new SessionCookies(broken, Date.now);
    cookies.absorb(origin, ["s=1"]);
    await cookies.saved();
    expect(cookies.header(origin)).toBe("s=1");
  });
});
