// The suite that needs a browser: `npm run test:browser`. It is the Chromium that the environment variable CHROMIUM_PATH names, or the one that is
// installed.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/browser/**/*.browser.ts"],
    // How long a browser takes to start is not what these tests are about.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
