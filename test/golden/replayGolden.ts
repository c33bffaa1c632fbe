// Replays the frozen corpus and says what came out, in hashes. It needs the public door and the web's `crypto`, so it runs on any runtime.
import { canonicalJson } from "./canonicalJson.ts";
import { type GoldenWorld, isLife } from "./goldenWorld.ts";
import { lifeAnswers } from "./lifeAnswers.ts";
import { type Answers, ratingAnswers } from "./ratingAnswers.ts";

/** What came out of one world: one hash over all of it, and the beginnings of those over its parts. */
export interface GoldenHash {
  readonly name: string;
  readonly sha256: string;
  readonly parts: Readonly<Record<string, string>>;
}

export interface Replay {
  readonly worlds: readonly GoldenHash[];
  /** One hash over all. */
  readonly sha256: string;
}

export type NamedAnswers = readonly [name: string, answers: Answers];

export async function answerAll(worlds: Iterable<GoldenWorld>): Promise<NamedAnswers[]> {
  const all: NamedAnswers[] = [];
  for (const world of worlds)
    all.push([world.name, isLife(world) ? await lifeAnswers(world) : ratingAnswers(world)]);
  return all;
}

export async function hashAll(answered: readonly NamedAnswers[]): Promise<Replay> {
  const worlds: GoldenHash[] = [];
  for (const [name, answers] of answered) worlds.push(await hashOf(name, answers));
  return { worlds, sha256: await sha256Of(worlds.map(goldenLine).join("\n")) };
}

/** `quickstart 1f… outcomes=12ab34cd …`: the form in which hashes are kept. */
export function goldenLine({ name, sha256, parts }: GoldenHash): string {
  const named = Object.entries(parts).map(([part, hash]) => `${part}=${hash}`);
  return [name, sha256, ...named].join(" ");
}

export function readGoldenLine(line: string): GoldenHash {
  const [name = "", sha256 = "", ...named] = line.split(" ");
  return { name, sha256, parts: Object.fromEntries(named.map((part) => part.split("=", 2))) };
}

async function hashOf(name: string, answers: Answers): Promise<GoldenHash> {
  const parts: [string, string][] = [];
  for (const [part, answer] of Object.entries(answers))
    parts.push([part, await sha256Of(canonicalJson(answer))]);
  const sha256 = await sha256Of(parts.map((part) => part.join(" ")).join("\n"));
  const brief = parts.map(([part, hash]) => [part, hash.slice(0, 8)] as const);
  return { name, sha256, parts: Object.fromEntries(brief) };
}

async function sha256Of(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
