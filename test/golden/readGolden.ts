// Reads the frozen corpus: its own worlds, and the two sets of documents that `npm start` shows.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { GoldenWorld, RatingWorld } from "./goldenWorld.ts";

/** @param folder - the repository's `test` */
export function readGolden(folder: string): GoldenWorld[] {
  const lines = readLines(join(folder, "golden/worlds.jsonl")) as GoldenWorld[];
  return [
    readFixture(folder, "quickstart", "2026-01-01", "2026-06-30"),
    readFixture(folder, "exchange", "2026-01-15", "2026-06-30"),
    ...lines,
  ];
}

function readFixture(folder: string, name: string, from: string, to: string): RatingWorld {
  const path = (file: string) => join(folder, "fixtures", name, file);
  const read = (file: string): unknown => JSON.parse(readFileSync(path(file), "utf8"));
  const pricing = read("pricing.json");
  return {
    name,
    contract: read("contract.json"),
    programs: Array.isArray(pricing) ? pricing : [pricing],
    events: readLines(path("usage.ndjson")),
    from,
    to,
  };
}

function readLines(path: string): unknown[] {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line): unknown => JSON.parse(line));
}
