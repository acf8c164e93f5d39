import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A disk of its own for a test, small enough to be filled. Needs root. */
export class SmallDisk {
  readonly folder: string;

  constructor(megabytes: number, owner = "0") {
    this.folder = mkdtempSync(join(tmpdir(), "excalibur-disk-"));
    const options = `size=${megabytes}m,mode=0700,uid=${owner}`;
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", this.folder]);
    onTestFinished(() => {
      execFileSync("umount", ["--lazy", this.folder]);
      rmdirSync(this.folder);
    });
  }

  /** Leaves no room at all. */
  fill(): void {
    for (const size of [65_536, 4_096, 1]) {
      try {
        for (let n = 0; ; n++) writeFileSync(join(this.folder, `filler-${size}-${n}`), Buffer.alloc(size));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
    }
  }

  /** Gives the room back. */
  empty(): void {
    execFileSync("find", [this.folder, "-name", "filler-*", "-delete"]);
  }
}
