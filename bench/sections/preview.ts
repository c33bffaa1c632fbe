// How long does it take to show a customer the invoice of a thousand events, from documents that nobody has checked?

import Big from "big.js";
import {
  expectOk,
  type Period,
  type PreviewInput,
  previewInvoice,
  type Terms,
  type UsageEvent,
} from "../../src/index.ts";
import { type Contestant, compete, type Turn, warmUp } from "../contest.ts";
import { createBigByHand } from "../contestants/bigByHand.ts";
import type { Section, SectionListener } from "../section.ts";
import type { Size } from "../size.ts";
import { createStopwatch } from "../stopwatch.ts";
import { contractId, documentsOf, termsOf, year } from "../workload/contracts.ts";
import { eventLines } from "../workload/eventLines.ts";
import { graduated, packages, percentage, type RuleJson, volume } from "../workload/priceLists.ts";
import { periodsOf } from "../workload/workload.ts";

const name = "1,000 events";
const eventsEach = 1_000;

export const preview: Section = {
  name: "preview",
  question: "How long is a preview of 1,000 events, from documents that nobody has checked to the invoice?",
  reference: "ours",
  goals: [{ what: "preview: big.js / ours", contest: name, of: "big.js", to: "ours", atLeast: 5 }],
  run,
};

async function run({ events, rounds }: Size, told: SectionListener): Promise<void> {
  const input = createInput(Math.ceil(events / 50_000));
  const contestants: Contestant[] = [
    { name: "ours", standing: "exact", isQuick: true, turn: () => takeTurn(input, previewOurs) },
    { name: "big.js", standing: "exact", turn: () => takeTurn(input, previewByHand) },
  ];
  await warmUp(contestants);
  await warmUp(contestants);
  told.contest(await compete(name, contestants, 2 * rounds));
}

interface Input {
  readonly contract: RuleJson;
  readonly program: RuleJson;
  /** The month that is shown. */
  readonly periods: readonly Period[];
  /** JSON of the events of each preview. */
  readonly texts: readonly string[];
}

function createInput(previews: number): Input {
  const rules = [percentage, graduated(5), volume, packages].map((list) => list.rule(eventsEach / 4));
  const texts = Array.from({ length: previews }, (_, at) => {
    const options = { seed: 900 + at, events: eventsEach, contracts: 1, as: "numbers", until: 1 } as const;
    return `[${[...eventLines(options)].flat().join(",")}]`;
  });
  const periods = periodsOf([termsOf(contractId(0), rules)]).slice(0, 1);
  return { ...documentsOf(contractId(0), rules), periods, texts };
}

interface Shown {
  readonly accepted: number;
  readonly total: string;
}

type Preview = (input: Input, events: readonly unknown[]) => Shown;

function takeTurn(input: Input, show: Preview): Turn {
  const watch = createStopwatch();
  let accepted = 0;
  let total = new Big(0);
  for (const text of input.texts) {
    const events = JSON.parse(text) as unknown[];
    const shown = watch.time(() => show(input, events));
    accepted += shown.accepted;
    total = total.plus(shown.total);
  }
  return {
    figures: { "µs a preview": watch.nanoseconds("wall") / 1e3 / input.texts.length },
    outcome: { accepted: String(accepted), total: total.toFixed() },
  };
}

function previewOurs({ contract, program }: Input, events: readonly unknown[]): Shown {
  const given: PreviewInput = { contract, programs: [program], events, at: `${year}-01-31` };
  const { invoice, outcomes } = expectOk(previewInvoice(given));
  return { accepted: outcomes.filter(isNewlyAccepted).length, total: invoice.total };
}

function isNewlyAccepted({
  status,
  duplicate,
}: {
  readonly status: string;
  readonly duplicate?: true;
}): boolean {
  return status === "accepted" && duplicate === undefined;
}

/** Takes the price list as it stands: who writes it by hand knows what is in it. */
function previewByHand({ contract, program, periods }: Input, events: readonly unknown[]): Shown {
  const terms = [{ contract, programs: [program] } as unknown as Terms];
  const path = createBigByHand({ terms, periods });
  path.rate(events as readonly UsageEvent[]);
  const lines = path.lines([contractId(0)]);
  const total = lines.reduce((sum, { amount }) => sum.plus(amount), new Big(0));
  return { accepted: path.tally.accepted, total: total.toFixed() };
}
