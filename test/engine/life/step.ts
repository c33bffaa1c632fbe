// A step of a life: what is done to the engine and to the model, after which every law has to hold.
import fc from "fast-check";
import { expect } from "vitest";
import { createEngine, type Engine } from "../../../src/index.ts";
import { storeState } from "../../../src/testing/storeState.ts";
import { refusedWith } from "../../fixtures/venue.ts";
import type { Life, System } from "./life.ts";
import { expectLaws } from "./lifeLaws.ts";

/** Does something, and tells it; false where there is nothing to do it to. */
export type Act = (life: Life, system: System, tell: (words: string) => void) => Promise<unknown>;

export interface Step extends fc.AsyncCommand<Life, System> {
  /** A step tells what it has done, so it is not done twice. */
  readonly [fc.cloneMethod]: () => Step;
}

/** A step by what it does. Where `possible` says no, it is left out. */
export function step(name: string, act: Act, possible: (life: Life) => boolean = () => true): Step {
  let told = name;
  return {
    check: possible,
    async run(life, system) {
      told = name;
      const tell = (words: string) => {
        told = `${name} ${words}`;
      };
      life.steps += 1;
      await act(life, system, tell);
      await expectLaws(life, system);
    },
    toString: () => told,
    [fc.cloneMethod]: () => step(name, act, possible),
  };
}

/** Everything that the store shows, as text. */
async function everything({ store }: System): Promise<string> {
  return JSON.stringify(await storeState(store, ["acme"]));
}

/** Does what may be done twice; every few steps it is, at once, by two engines over the store, and is done once. */
export async function done<T>(life: Life, system: System, act: (engine: Engine) => Promise<T>): Promise<T> {
  if (life.steps % 4 !== 0) return act(system.engine);
  const { store, clock } = system;
  const other = createEngine({ store, now: () => clock.now });
  const [answer, again] = await Promise.all([act(system.engine), act(other)]);
  expect(again).toEqual(answer);
  return answer;
}

/** What is done answers, and changes nothing. */
export async function unchanged<T>(system: System, act: () => Promise<T>): Promise<T> {
  const before = await everything(system);
  const answer = await act();
  expect(await everything(system)).toBe(before);
  return answer;
}

/** What is done is refused with one of the codes, and changes nothing. */
export async function refused(
  system: System,
  codes: readonly string[],
  act: () => Promise<unknown>,
): Promise<void> {
  const code = await unchanged(system, () => refusedWith(act()));
  expect(codes).toContain(code);
}
