// What clients were told, all together: of each event, of each version, of each final invoice, and of what the store could not do.
import { faultOfLife } from "./eventLife.ts";
import type { Operation } from "./history.ts";
import { nameContent } from "./simWorlds.ts";
import { nextMoment, type Stage, violate } from "./stage.ts";
import { faultOfWrittenOnce } from "./writtenOnce.ts";

export function checkHistory(stage: Stage): void {
  checkEvents(stage);
  checkVersions(stage);
  checkFinals(stage);
  checkFailures(stage);
}

/** L66, with what is stored in the end as the last one to look. */
function checkEvents(stage: Stage): void {
  const end = nextMoment(stage);
  const names = new Set(stage.operations.keys());
  for (const of of stage.world) {
    const contract = of.contract.id;
    const events = stage.landings.get(contract)?.at(-1)?.snapshot.events ?? [];
    for (const { event } of events) names.add(`${contract} ${event.event_id}`);
    for (const name of names) {
      if (!name.startsWith(`${contract} `)) continue;
      const record = events.find(({ event }) => `${contract} ${event.event_id}` === name);
      const told: Operation["told"] =
        record === undefined
          ? { as: "absent" }
          : { as: "found", content: nameContent(of, record.event), voided: record.status === "voided" };
      const asked = stage.operations.get(name) ?? [];
      const all: Operation[] = [...asked, { kind: "look", content: "", begin: end, end: end + 1, told }];
      const fault = faultOfEvent(all);
      if (fault !== undefined) violate(stage, `${name}: ${fault}: ${JSON.stringify(all)}`);
    }
  }
  nextMoment(stage);
}

/** In linear time where an event is only sent and looked at. */
export function faultOfEvent(operations: readonly Operation[]): string | undefined {
  const changes = operations.some(({ kind }) => kind === "void" || kind === "amend");
  return changes ? faultOfLife(operations) : faultOfWrittenOnce(operations);
}

/** A version is written once as well: whoever was answered was answered with what is stored. */
function checkVersions(stage: Stage): void {
  for (const { contract, name, document, code, asked } of stage.versions) {
    const programs = stage.landings.get(contract)?.at(-1)?.snapshot.account.programs ?? [];
    const stored = programs.find(({ version }) => String(version) === name);
    const later = programs.filter(({ version }) => version > Number(name));
    if (document !== undefined && JSON.stringify(stored) !== document)
      violate(stage, `version ${name} of ${contract} was answered, and another one is stored`);
    if (code === "version_conflict" && (stored === undefined || JSON.stringify(stored) === asked))
      violate(stage, `version ${name} of ${contract} is said to be there with other content, and is not`);
    if (code === "version_not_ascending" && later.length === 0 && programs.length < 2)
      violate(stage, `version ${name} of ${contract} is said to be late, and there is no other`);
  }
}

/** L53: one number, one document. L52: a final invoice stays what it was. */
function checkFinals(stage: Stage): void {
  for (const { contract } of stage.world) {
    const landings = stage.landings.get(contract.id) ?? [];
    const invoices = landings.at(-1)?.snapshot.account.invoices ?? [];
    const byNumber = new Map(invoices.map((invoice) => [invoice.number, JSON.stringify(invoice)]));
    if (byNumber.size < invoices.length) violate(stage, `${contract.id} has a number twice`);
    const seen = new Set(landings.map(({ snapshot }) => snapshot.account.invoices));
    for (const invoice of [...seen].flat())
      if (byNumber.get(invoice.number) !== JSON.stringify(invoice))
        violate(stage, `${invoice.number} of ${contract.id} has changed since it was final`);
    for (const told of stage.finals)
      if (told.contract === contract.id && byNumber.get(told.name) !== told.document)
        violate(stage, `${told.name} of ${contract.id} was answered otherwise than it is stored`);
  }
}

/** F7: what the store could not do is told to whoever asked, and not tried again behind their back. */
function checkFailures(stage: Stage): void {
  for (const [error, heard] of stage.told)
    if (heard === 0) violate(stage, `nobody was told of a failure: ${String(error)}`);
}
