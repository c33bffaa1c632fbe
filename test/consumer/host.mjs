// The host's own big.js: the package leaves it as it is, and computes the same whatever the host does to it.
import assert from "node:assert/strict";
import Big from "big.js";

const before = { ...Big };
const api = await import("lucius-rating");
const { scenario } = await import("./scenario.cjs");
const result = await scenario(api);
assert.deepEqual({ DP: Big.DP, RM: Big.RM, strict: Big.strict }, { DP: 20, RM: 1, strict: false });
assert.deepEqual({ ...Big }, before);

Object.assign(Big, { DP: 0, RM: 0, NE: 0, PE: 0, strict: true });
assert.equal(await scenario(api), result);
