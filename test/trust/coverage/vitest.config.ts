// The tests as they are run to be measured: all of src, whether a test loads it or not.
import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../../..", import.meta.url)),
  test: {
    setupFiles: ["test/trust/coverage/seed.ts"],
    // These measure time, build packages, or run in processes of their own: none of them takes a branch that is counted here.
    exclude: [...configDefaults.exclude, "test/bench/**", "test/trust/**", "test/surface.test.ts"],
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      // The program's own start runs in a process of its own, as it is built: see test/bin/main.test.ts.
      exclude: ["src/bin/main.ts"],
    },
  },
});
