import type { Step } from "../model/charge.ts";

/** The same step the other way round: for usage below zero that is credited. */
export function negateStep(of: Step): Step {
  const opposite = (text: string): string =>
    text === "0" ? text : text.startsWith("-") ? text.slice(1) : `-${text}`;
  const turned = signed.flatMap((field) => {
    const text = of[field];
    return text === undefined ? [] : [[field, opposite(text)]];
  });
  return { ...of, ...(Object.fromEntries(turned) as Partial<Step>) };
}

/** What has a sign: sizes, prices and bounds have none. */
const signed = ["quantity", "result", "packages", "flat_amount", "maximum_amount", "amount"] as const;
