// The suite that needs a PostgreSQL server: `npm run test:postgres`. The server is started for it, or is the one that the
// environment variable POSTGRES_URL names; then the role has to be allowed to make schemas and databases, and to end its sessions.
import { defineConfig } from "vitest/config";
import { findPostgres } from "./findPostgres.ts";

// A server of somebody else's is not to be killed, so those tests run where there are programs to start one.
const ownServers = findPostgres() === undefined ? ["test/postgres/**/*.own.server.ts"] : [];

export default defineConfig({
  test: {
    include: ["test/postgres/**/*.server.ts"],
    isolate: false,
    exclude: ownServers,
    globalSetup: "test/postgres/serverSetup.ts",
    // How long a server takes is not what these tests are about.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
