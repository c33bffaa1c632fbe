// A real server under everything that stores have to pass, through each kind of client.
import { afterAll, describe } from "vitest";
import { clientKinds } from "./clients.ts";
import { openStores } from "./openStores.ts";
import { storeSuites } from "./storeSuites.ts";

describe.each(clientKinds)("createPostgresStore over $name", (kind) => {
  const stores = openStores(kind);
  afterAll(() => stores.close());

  storeSuites(stores.makers, { histories: 6, isConcurrent: true });
});
