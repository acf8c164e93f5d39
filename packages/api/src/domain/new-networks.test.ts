import { describe, expect, it } from "vitest";
import { isNewsOfNetwork, NEW_FOR_MS, newNetworks } from "./new-networks.ts";

const now = new Date("2026-06-01T12:00:00.000Z");
const ago = (ms: number) => new Date(now.getTime() - ms);
const office = { network: "192.0.2.0/24", firstAt: ago(1_000_000) };
const elsewhere = { network: "198.51.100.0/24", firstAt: ago(5_000) };

describe("a network that a key is used from", () => {
  it("is no news at the key's first use", () => {
    expect(isNewsOfNetwork([office], office)).toBe(false);
    expect(newNetworks([office], now)).toEqual(new Set());
  });

  it("is news once: at the use that is the first from there", () => {
    const all = [office, elsewhere];
    expect(isNewsOfNetwork(all, elsewhere)).toBe(true);
    expect(isNewsOfNetwork(all, { ...elsewhere, firstAt: ago(4_000) })).toBe(false);
    expect(newNetworks(all, now)).toEqual(new Set([elsewhere.network]));
  });

  it("is marked for 7 days", () => {
    const all = [{ ...office, firstAt: ago(2 * NEW_FOR_MS) }, elsewhere];
    const later = new Date(elsewhere.firstAt.getTime() + NEW_FOR_MS);
    expect(newNetworks(all, new Date(later.getTime() - 1))).toEqual(new Set([elsewhere.network]));
    expect(newNetworks(all, later)).toEqual(new Set());
  });

  it("is an event at most ten times an hour for one key", () => {
    const many = Array.from({ length: 30 }, (_, index) => ({
      network: `10.0.${index}.0/24`,
      firstAt: ago(30_000 - index),
    }));
    const all = [{ ...office, firstAt: ago(4_000_000) }, ...many];
    expect(many.filter((each) => isNewsOfNetwork(all, each))).toEqual(many.slice(0, 10));
  });
});
