// Both copies of the package in one process, as it happens when one dependency imports it and another requires it.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import * as imported from "lucius-rating";
import { draft, refusal, scenario } from "./scenario.cjs";

const required = createRequire(import.meta.url)("lucius-rating");

assert.notEqual(imported.resolveTerms, required.resolveTerms);
assert.equal(await scenario(imported), await scenario(required));
// Documents, terms and charges of one copy work in the other.
assert.deepEqual(draft(required, imported), draft(imported, imported));
assert.deepEqual(draft(imported, required), draft(imported, imported));
assert.equal(refusal({ ...imported, expectOk: required.expectOk }), refusal(imported));
