// Before the suite: a server to work on, and the program of which processes are killed. After it, both are gone.
import { join } from "node:path";
import { build } from "tsup";
import type { TestProject } from "vitest/node";
import { useServer } from "./useServer.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the server is. */
    readonly serverUrl: string;
    /** The program `trust:kills`, which is also that of the processes that it kills. */
    readonly killsProgram: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = join(project.config.root, "node_modules/.cache/postgres");
  await build({
    ...{
      config: false,
      silent: true,
      format: "esm",
      target: "node20",
      sourcemap: true,
      skipNodeModulesBundle: true,
    },
    ...{ entry: [join(project.config.root, "test/trust/kills.ts")], outDir: folder },
  });
  const server = await useServer();
  project.provide("serverUrl", server.url);
  project.provide("killsProgram", join(folder, "kills.js"));
  return () => server.release();
}
