// What the mutation tool loads of ours: the runner of tests, and the rule for what is not mutated.
import { InProcessRunner } from "./inProcessRunner.ts";
import { sentenceIgnorer } from "./sentenceIgnorer.ts";

export const strykerPlugins: readonly object[] = [
  { kind: "TestRunner", name: "in-process", injectableClass: InProcessRunner },
  { kind: "Ignore", name: "sentences", value: sentenceIgnorer },
];

/** The tool knows by this that the options are meant for this runner. */
export const strykerValidationSchema: object = {
  type: "object",
  properties: { mutationTests: { type: "object" } },
};
