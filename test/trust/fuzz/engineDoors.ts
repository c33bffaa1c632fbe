// The operations of the engine, each with what a caller gives it.
import type { Engine } from "../../../src/index.ts";
import type { Door } from "./door.ts";
import type { Scene } from "./scenes.ts";
import type { Stage } from "./stage.ts";

/** A door that is called on a stage. */
export interface EngineDoor extends Omit<Door, "call"> {
  callOn(args: readonly unknown[], stage: Stage): Promise<unknown>;
}

/** Arguments may be anything, so their types are left behind here. */
type Operation = (...args: never[]) => Promise<unknown>;

function operation(
  name: keyof Engine,
  weight: number,
  given: (scene: Scene) => readonly unknown[],
): EngineDoor {
  return {
    ...{
      name: `engine.${name}`,
      weight,
      takes: "documents",
      live: "any",
      readsText: name === "submitUsage",
      given,
    },
    callOn: (args, { engine }) => (engine[name] as Operation)(...(args as never[])),
  };
}

const one = ({ contract }: Scene): object => ({ contract: contract.id });
const idOf = ({ events }: Scene): string => events[0]?.event_id ?? "e0";
const ruleOf = ({ programs }: Scene): object => ({ ...programs[0]?.rules[0], id: "new", name: "New" });
const fieldsOf = ({ programs }: Scene): object => ({ ...programs.at(-1)?.rules[0], name: "New" });
const dated = ({ period }: Scene): object => ({ effective_date: period.start });

export const engineDoors: readonly EngineDoor[] = [
  operation("putContract", 2, ({ contract }) => [contract]),
  operation("publishPricing", 2, ({ programs }) => [{ ...programs[0], version: 9 }]),
  operation("submitUsage", 3, ({ events }) => [{ events }]),
  operation("amendUsage", 2, ({ events }) => [events[0] ?? {}]),
  operation("voidUsage", 1, (scene) => [idOf(scene), one(scene)]),
  operation("getUsage", 1, (scene) => [idOf(scene), one(scene)]),
  operation("listUsage", 1, ({ contract, period, events }) => [
    {
      contract: contract.id,
      metric: "calls",
      status: "rated",
      from: period.start,
      to: period.end,
      limit: 5,
      starting_after: events[0]?.event_id,
    },
  ]),
  operation("addPricingRule", 1, (scene) => [scene.contract.id, ruleOf(scene), dated(scene)]),
  operation("updatePricingRule", 1, (scene) => [
    ...[scene.contract.id, scene.programs.at(-1)?.rules[0]?.id, fieldsOf(scene), dated(scene)],
  ]),
  operation("deletePricingRule", 1, (scene) => [
    scene.contract.id,
    scene.programs.at(-1)?.rules[0]?.id,
    dated(scene),
  ]),
  operation("getPricing", 1, ({ contract }) => [contract.id, { version: 1 }]),
  operation("getContract", 1, ({ contract }) => [contract.id]),
  operation("listContracts", 1, () => [{ status: "active" }]),
  operation("grantCredit", 1, ({ grant }) => [{ ...grant, id: "g2" }]),
  operation("listCredits", 1, ({ contract }) => [contract.id]),
  operation("getInvoice", 1, (scene) => [scene.invoice.number, one(scene)]),
  operation("listInvoices", 1, ({ contract, period, invoice }) => [
    {
      contract: contract.id,
      status: "sent",
      from: period.start,
      to: period.end,
      limit: 5,
      starting_after: invoice.number,
    },
  ]),
  operation("finalizeInvoice", 1, (scene) => [scene.invoice.number, one(scene)]),
  operation("updateInvoice", 1, (scene) => [scene.invoice.number, { status: "viewed" }, one(scene)]),
  operation("recordPayment", 1, (scene) => [
    scene.invoice.number,
    { ...scene.payment, id: "p2" },
    one(scene),
  ]),
  operation("runBilling", 1, (scene) => [one(scene)]),
  operation("previewInvoice", 1, ({ contract, period, events, programs }) => [
    { contract: contract.id, at: period.start, events, programs: programs.slice(0, 1) },
  ]),
];
