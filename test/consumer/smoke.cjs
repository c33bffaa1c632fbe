// The package as CommonJS, by both of its doors.
const assert = require("node:assert/strict");
const api = require("lucius-rating");
const testing = require("lucius-rating/testing");
const { scenario } = require("./scenario.cjs");

async function main() {
  await scenario(api);
  assert.ok(testing.storeConformance.length > 0);
  for (const { run } of testing.storeConformance) await run(() => api.createMemoryStore());
}

// A rejection ends the process with a failure.
void main();
