// Migrations on a real server, through each kind of client.
import { afterAll, describe } from "vitest";
import { clientKinds } from "./clients.ts";
import { migrationTests } from "./migrations.ts";
import { openStores } from "./openStores.ts";

describe.each(clientKinds)("migrations through $name", (kind) => {
  const stores = openStores(kind);
  afterAll(() => stores.close());

  migrationTests(() => stores.client, stores.schemas.name);
});
