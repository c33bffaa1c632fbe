// Makes the replay one program with the library in it, for processes that have nothing else.
import { createRequire } from "node:module";
import { join } from "node:path";

/**
 * @param root - the repository
 * @param name - of the folder in the cache that is its own
 * @returns the path of the program; what it takes is said in `replayProgram`
 */
export async function bundleReplay(root: string, name: string): Promise<string> {
  const { build } = createRequire(join(root, "package.json"))("esbuild") as typeof import("esbuild");
  const outdir = join(root, "node_modules/.cache/trust", name);
  await build({
    entryPoints: { replay: join(root, "test/golden/replayProgram.ts") },
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // The library is a file of its own, so that it is loaded when a climate has been made.
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    sourcemap: true,
    logLevel: "silent",
  });
  return join(outdir, "replay.mjs");
}
