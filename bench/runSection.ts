// Runs a section: in this process, or in one of its own.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Contest } from "./contest.ts";
import type { Section, SectionListener, SectionResult } from "./section.ts";
import type { Size } from "./size.ts";

type Run = (section: Section, size: Size, told?: Partial<SectionListener>) => Promise<SectionResult>;

export const runSection: Run = async (section, size, told = {}) => {
  const [contests, remarks]: [Contest[], string[]] = [[], []];
  await section.run(size, {
    contest(contest) {
      contests.push(contest);
      told.contest?.(contest);
    },
    remark(text) {
      remarks.push(text);
      told.remark?.(text);
    },
  });
  return { section: section.name, contests, remarks, hasFailed: false };
};

/** What a section's process is told. */
export interface SectionOrder {
  readonly section: string;
  readonly size: Size;
}

/** What it tells. */
export type SectionMessage = { readonly contest: Contest } | { readonly remark: string };

/** What a section did to the heap and to the compiler is no matter of the next one's; `sectionProcess.ts` is the other side. */
export const runSectionApart: Run = async (section, size, told = {}) => {
  const child = fork(fileURLToPath(new URL("./sectionProcess.js", import.meta.url)), {
    execArgv: [...process.execArgv, ...(section.flags ?? [])],
  });
  const [contests, remarks]: [Contest[], string[]] = [[], []];
  child.on("message", (message: SectionMessage) => {
    if ("contest" in message) {
      contests.push(message.contest);
      told.contest?.(message.contest);
    } else {
      remarks.push(message.remark);
      told.remark?.(message.remark);
    }
  });
  child.send({ section: section.name, size } satisfies SectionOrder);
  const [code] = (await once(child, "exit")) as [number | null];
  return { section: section.name, contests, remarks, hasFailed: code !== 0 };
};
