// Properties begin at the same place in every run, so that what they reach is the same.
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env.COVERAGE_SEED ?? "1") });
