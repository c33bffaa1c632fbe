// The package as an ES module, by both of its doors.
import assert from "node:assert/strict";
import * as api from "lucius-rating";
import * as testing from "lucius-rating/testing";
import { scenario } from "./scenario.cjs";

await scenario(api);
assert.ok(testing.storeConformance.length > 0);
for (const { run } of testing.storeConformance) await run(() => api.createMemoryStore());
