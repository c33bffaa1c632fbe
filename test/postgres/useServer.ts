// The server that tests and commands work on: the one that POSTGRES_URL names, or a cluster of their own.
import { type ClusterOptions, startCluster } from "./postgresCluster.ts";

export interface UsedServer {
  readonly url: string;
  /** A cluster of one's own is stopped and removed; another's server is left as it is. */
  release(): Promise<void>;
}

/** Deadlocks are found quickly, where the server is one's own. */
export const testSettings: ClusterOptions = { settings: { deadlock_timeout: "20ms" } };

export async function useServer(options: ClusterOptions = testSettings): Promise<UsedServer> {
  const { POSTGRES_URL: url } = process.env;
  if (url !== undefined && url !== "") return { url, release: async () => undefined };
  const cluster = await startCluster(options);
  return { url: cluster.url, release: () => cluster.remove() };
}
