// The package as an ES module, by all of its doors.
import assert from "node:assert/strict";
import * as api from "lucius-rating";
import * as formats from "lucius-rating/formats";
import * as http from "lucius-rating/http";
import * as postgres from "lucius-rating/postgres";
import * as report from "lucius-rating/report";
import * as testing from "lucius-rating/testing";
import { doors } from "./doors.cjs";
import { scenario } from "./scenario.cjs";

await scenario(api);
assert.ok(testing.storeConformance.length > 0);
for (const { run } of testing.storeConformance) await run(() => api.createMemoryStore());
await doors({ api, formats, http, postgres, report });
