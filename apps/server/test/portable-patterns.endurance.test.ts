import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApiDocument } from "../src/rest/openapi.ts";

const PYTHON = `import json, re, sys
for pattern in json.load(sys.stdin):
    re.compile(pattern)
    print(pattern)`;

const GO = `package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
)

func main() {
	var patterns []string
	if err := json.NewDecoder(os.Stdin).Decode(&patterns); err != nil {
		panic(err)
	}
	for _, pattern := range patterns {
		fmt.Println(regexp.MustCompile(pattern))
	}
}
`;

function patternsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    name === "pattern" && typeof each === "string" ? [each] : patternsIn(each),
  );
}

test("Python and Go compile every pattern of the document", async () => {
  const patterns = [...new Set(patternsIn(openApiDocument({ version: "1.0.0", basePath: "" })))];
  expect(patterns.length).toBeGreaterThan(3);
  const folder = await mkdtemp(join(tmpdir(), "excalibur-patterns-"));
  try {
    await writeFile(join(folder, "patterns.go"), GO);
    const input = JSON.stringify(patterns);
    const env = { PATH: process.env["PATH"], HOME: folder };
    const compiled = (program: string, ...words: string[]) =>
      execFileSync(program, words, { input, env, encoding: "utf8" }).trim().split("\n");
    expect(compiled("python3", "-c", PYTHON)).toEqual(patterns);
    expect(compiled("go", "run", join(folder, "patterns.go"))).toEqual(patterns);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
