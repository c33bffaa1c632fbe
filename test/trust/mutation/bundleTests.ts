// One script out of test files and the library: evaluated again for each mutant, it starts from fresh modules in a few
// milliseconds, where a new process with a test runner in it would take seconds.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "esbuild";

/** Loaders by path, each of which loads a test file, or the library alone under the name "src". */
export type Loaders = Readonly<Record<string, () => Promise<unknown>>>;

export async function bundleTests(root: string, files: readonly string[]): Promise<string> {
  const require = createRequire(join(root, "package.json"));
  const { build } = require("esbuild") as typeof import("esbuild");
  const entry = [
    "export const loaders = {",
    '  src: () => Promise.all([import("./src/index.ts"), import("./src/testing/index.ts")]),',
    ...files.map((file) => `  ${JSON.stringify(file)}: () => import(${JSON.stringify(`./${file}`)}),`),
    "};",
  ];
  const { outputFiles } = await build({
    stdin: { contents: entry.join("\n"), resolveDir: root, loader: "ts" },
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    target: "node20",
    packages: "external",
    logLevel: "silent",
    plugins: [testDoor(root), ownAddress()],
  });
  return outputFiles.map(({ text }) => text).join("\n");
}

function testDoor(root: string): Plugin {
  const path = join(root, "test/trust/mutation/testDoor.ts");
  return {
    name: "test-door",
    setup: ({ onResolve }) => {
      onResolve({ filter: /^vitest$/ }, () => ({ path }));
    },
  };
}

/** In one bundle there is one address: each test file keeps its own, as some read files beside it. */
function ownAddress(): Plugin {
  return {
    name: "own-address",
    setup: ({ onLoad }) => {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const text = await readFile(path, "utf8");
        const address = JSON.stringify(pathToFileURL(path).href);
        const contents = text.includes("import.meta.url")
          ? text.replaceAll("import.meta.url", address)
          : text;
        return { contents, loader: "ts", resolveDir: dirname(path) };
      });
    },
  };
}
