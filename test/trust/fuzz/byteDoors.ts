// Bytes: NDJSON in pieces that are cut wherever, and the command over files and standard input.
import { createRater, openNdjson, rateNdjson } from "../../../src/index.ts";
import { runWith } from "../../bin/runWith.ts";
import type { Door } from "./door.ts";
import type { Scene } from "./scenes.ts";

const encoder = new TextEncoder();

function linesOf({ events }: Scene): Uint8Array {
  const batch = JSON.stringify({ events });
  return encoder.encode([...events.map((event) => JSON.stringify(event)), batch, ""].join("\n"));
}

export const byteDoors: readonly Door[] = [
  {
    ...{ name: "rateNdjson", weight: 4, takes: "bytes" },
    given: (scene) => [linesOf(scene)],
    call: (chunks, { terms }) => {
      const refusals: unknown[] = [];
      let told = 0;
      const { tally, rater } = rateNdjson(chunks as Uint8Array[], terms, {
        refused: (refusal) => refusals.push(refusal),
        rated: (charges) => {
          told += charges.length;
        },
      });
      return { tally, refusals, told, totals: rater.totals(), charges: rater.charges() };
    },
  },
  {
    ...{ name: "openNdjson", weight: 3, takes: "bytes" },
    given: (scene) => [linesOf(scene)],
    call: (chunks, { terms }) => {
      const refusals: unknown[] = [];
      const rater = createRater(terms);
      const stream = openNdjson(rater, { refused: (refusal) => refusals.push(refusal) });
      for (const chunk of chunks) stream.push((chunk as Uint8Array).slice());
      stream.end();
      return { tally: stream.tally, refusals, state: rater.state() };
    },
  },
  {
    ...{ name: "the command preview", weight: 1, takes: "bytes" },
    given: (scene) => [linesOf(scene)],
    call: async (chunks, { contract, programs }) => {
      const files = { "contract.json": contract, "pricing.json": programs };
      const answer = await commandOver(files, chunks as Uint8Array[]);
      return { ...answer, output: answer.output === "" ? null : (JSON.parse(answer.output) as unknown) };
    },
  },
  {
    ...{ name: "the command preview, its files", weight: 1, takes: "documents", readsText: true },
    given: ({ contract, programs }) => [contract, programs],
    call: ([contract, programs], { events }) => {
      const usage = [encoder.encode(events.map((event) => JSON.stringify(event)).join("\n"))];
      return commandOver({ "contract.json": contract ?? null, "pricing.json": programs ?? null }, usage);
    },
  },
];

async function commandOver(files: Record<string, unknown>, input: Uint8Array[]): ReturnType<typeof runWith> {
  const args = ["preview", "--contract", "contract.json", "--pricing", "pricing.json", "--json"];
  const answer = await runWith(args, { files, input });
  if (answer.status === 70 || answer.status === undefined)
    throw new Error(`a bug, says the command: ${answer.messages}`);
  return answer;
}
