import { execFile } from "node:child_process";
import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const run = promisify(execFile);

/** What the libraries' packages depend on, and where this repository has it. */
const DEPENDENCIES: Readonly<Record<string, string>> = {
  "@trpc/client": "packages/client/node_modules/@trpc/client",
  "@trpc/server": "packages/client/node_modules/@trpc/server",
  superjson: "packages/client/node_modules/superjson",
  zod: "packages/client/node_modules/zod",
  "smol-toml": "packages/executor/node_modules/smol-toml",
  "@types/node": "node_modules/@types/node",
};

/** A project of another person that has installed the libraries from their tarballs. */
export class PackedLibraries {
  readonly folder: string;
  readonly tarballs: readonly string[];

  private constructor(folder: string, tarballs: readonly string[]) {
    this.folder = folder;
    this.tarballs = tarballs;
  }

  /** Packs the libraries, and installs them into a folder. */
  static async install(folder: string): Promise<PackedLibraries> {
    const packed = join(folder, "packed");
    await run(process.execPath, ["scripts/package-libraries.mjs", packed], { cwd: ROOT });
    const files = await readdir(packed);
    for (const file of files) {
      const name = /^excalibur-([a-z]+)-/.exec(file)?.[1] ?? "";
      const target = join(folder, "node_modules/@excalibur", name);
      await mkdir(target, { recursive: true });
      await run("tar", ["xzf", join(packed, file), "--strip-components=1", "-C", target]);
    }
    for (const [name, source] of Object.entries(DEPENDENCIES)) {
      const link = join(folder, "node_modules", name);
      await mkdir(join(link, ".."), { recursive: true });
      await symlink(join(ROOT, source), link);
    }
    await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    return new PackedLibraries(
      folder,
      files.map((file) => join(packed, file)),
    );
  }

  /** Runs a module. @returns what it printed. */
  async runModule(source: string, environment: NodeJS.ProcessEnv, node: string = process.execPath): Promise<string> {
    await writeFile(join(this.folder, "program.mjs"), source);
    return (await run(node, ["program.mjs"], { cwd: this.folder, env: environment })).stdout;
  }

  /** Checks a module as strictly as TypeScript can, declarations of the libraries included. @returns the errors. */
  async checkTypes(source: string): Promise<string> {
    await writeFile(join(this.folder, "program.ts"), source);
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      target: "ES2022",
      lib: ["ES2023", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
      module: "NodeNext",
      types: ["node"],
      skipLibCheck: false,
    };
    await writeFile(join(this.folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["program.ts"] }));
    try {
      return (await run(join(ROOT, "node_modules/.bin/tsc"), ["-p", this.folder])).stdout;
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  }
}
