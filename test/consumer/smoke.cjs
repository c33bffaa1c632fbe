// The package as CommonJS, by all of its doors.
const assert = require("node:assert/strict");
const api = require("lucius-rating");
const formats = require("lucius-rating/formats");
const http = require("lucius-rating/http");
const postgres = require("lucius-rating/postgres");
const report = require("lucius-rating/report");
const testing = require("lucius-rating/testing");
const { doors } = require("./doors.cjs");
const { scenario } = require("./scenario.cjs");

async function main() {
  await scenario(api);
  assert.ok(testing.storeConformance.length > 0);
  for (const { run } of testing.storeConformance) await run(() => api.createMemoryStore());
  await doors({ api, formats, http, postgres, report });
}

// A rejection ends the process with a failure.
void main();
