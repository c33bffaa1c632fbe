// What a client asks an engine for, and what is written down of the answer. What no engine may answer is a violation.
import type { Engine } from "../../src/index.ts";
import type { Invoice } from "../../src/model/invoice.ts";
import { askUsage } from "./askUsage.ts";
import { attempt } from "./attempt.ts";
import { heard } from "./heard.ts";
import type { Host } from "./host.ts";
import type { Ask } from "./plan.ts";
import { programOf, type SimContract } from "./simWorlds.ts";
import { count, type Stage, type Told, violate } from "./stage.ts";

/** Asks once; answers whether the client has reason to ask again. */
export async function askEngine(stage: Stage, host: Host, ask: Ask, attempts: number): Promise<boolean> {
  const [{ contract: place }] = ask.picks;
  const of = stage.world[place % stage.world.length];
  if (of === undefined) throw new Error("there is a contract");
  if (ask.kind === "publish") return publish(stage, host, ask, of);
  if (ask.kind === "finalize" || ask.kind === "draft") return askInvoice(stage, host, ask, of);
  return askUsage(stage, host, ask, of, attempts);
}

async function publish(stage: Stage, host: Host, ask: Ask, of: SimContract): Promise<boolean> {
  const [{ key, content }] = ask.picks;
  const version = 2 + (key % 2);
  const program = programOf(of, version, ask.choice, content);
  const made = await attempt(stage, host, ask.patience, (engine) => engine.publishPricing(program));
  const codes = ["version_conflict", "version_not_ascending", "period_closed"];
  return heard(stage, made, `publish ${version}`, codes, (value, code) => {
    count(stage, `version: ${code ?? "published"}`);
    stage.versions.push({ ...told(of, String(version), value, code), asked: JSON.stringify(program) });
  });
}

async function askInvoice(stage: Stage, host: Host, ask: Ask, of: SimContract): Promise<boolean> {
  const number = of.numbers[ask.choice % of.numbers.length] ?? "";
  const contract = of.contract.id;
  const finalizes = ask.kind === "finalize";
  const act = (engine: Engine): Promise<Invoice> =>
    finalizes ? engine.finalizeInvoice(number, { contract }) : engine.getInvoice(number, { contract });
  const made = await attempt(stage, host, ask.patience, act);
  return heard(stage, made, `${ask.kind} ${number}`, [], (value) => {
    const invoice = value as Invoice;
    count(stage, `invoice: ${invoice.status === "draft" ? "draft" : "final"}`);
    if (invoice.status !== "draft") stage.finals.push(told(of, number, invoice));
    else stage.drafts.push({ contract, invoice, begin: made.begin, end: made.end });
    if (finalizes && invoice.status === "draft") violate(stage, `${number} was finalized and is a draft`);
  });
}

function told({ contract }: SimContract, name: string, document: unknown, code?: string): Told {
  return {
    contract: contract.id,
    name,
    document: code === undefined ? JSON.stringify(document) : undefined,
    ...(code === undefined ? {} : { code }),
  };
}
