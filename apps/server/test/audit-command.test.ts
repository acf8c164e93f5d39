import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { chainedFields, chainedText, GENESIS_HASH, writeAuditLine } from "@excalibur/api/server";
import { describe, expect, test } from "vitest";
import { sha256 } from "../src/secrets.ts";
import { day } from "./harness/audit-log.ts";

const COMMAND = fileURLToPath(new URL("../src/audit-command/main.ts", import.meta.url));

/** Runs the command as an auditor would, with a file on its standard input. */
async function runCommand(lines: string, ...args: string[]): Promise<{ status: number; words: string }> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", COMMAND, ...args]);
  const ended = new Promise<number>((resolve) => child.once("close", resolve));
  child.stdin.on("error", () => {});
  child.stdin.end(lines);
  const [out, problems, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, words: out + problems };
}

describe("excalibur-audit", () => {
  test.each([
    ["another command", ["check", "file"]],
    ["a head that is none", ["verify", "-", "--head", "abc"]],
    ["a file that is not there", ["verify", "/nowhere/at-all.jsonl"]],
  ])("says what is wrong with %s, and ends with 78", async (_what, args) => {
    const { status, words } = await runCommand("", ...args);
    expect(words).toMatch(/excalibur-audit verify FILE|can't be read/);
    expect(status).toBe(78);
  });

  test("ends with 0 for an unbroken chain, 1 for a broken one, 78 for none", async () => {
    const target = { kind: "api_key", id: "key_1", name: "prod" } as const;
    const actor = { kind: "system", name: "Excalibur" } as const;
    const row = chainedFields(
      { organizationId: "org_1", at: day, actor, action: "api_key.deleted", target, details: {}, sourceAddress: null },
      { id: "aud_1", sequence: 1, previousHash: GENESIS_HASH },
    );
    const hash = sha256(chainedText(row));
    const line = `${writeAuditLine({ ...row, hash })}\n`;
    expect(await runCommand(line, "verify", "-", "--head", hash)).toMatchObject({ status: 0 });
    expect(await runCommand(line.replace("prod", "test"), "verify", "-")).toMatchObject({ status: 1 });
    expect(await runCommand("\n", "verify", "-")).toEqual({ status: 78, words: "The file has no rows.\n" });
  });
});
