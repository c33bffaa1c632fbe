// L45: whatever the machine, the place, the time and the host's own built-in things are, the same comes out. Each climate needs a process
// of its own, in which a part of the golden corpus is replayed, deep-frozen.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { bundleReplay } from "../golden/bundleReplay.ts";
import { repository } from "../sourceFiles.ts";
import { climates } from "./climates.ts";
import { forbidAmbient } from "./forbidAmbient.ts";

const run = promisify(execFile);
const limit = 300_000;
const places = [
  { TZ: "America/New_York", LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8" },
  { TZ: "Pacific/Apia", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
] as const;

let program: string;
let expected: string;

beforeAll(async () => {
  program = await bundleReplay(repository, "purity");
  expected = await replayed("plain", { TZ: "UTC", LANG: "C", LC_ALL: "C" });
}, limit);

/** What comes out of every fifth world. */
async function replayed(climate: string, env: Readonly<Record<string, string>>): Promise<string> {
  const given = [program, join(repository, "test"), climate, "5"];
  const { stdout } = await run(process.execPath, given, { env: { ...process.env, ...env } });
  return stdout;
}

describe("L45: what comes out of the corpus", () => {
  it("is something", () => {
    expect(expected.split("\n").length).toBeGreaterThan(40);
    expect(expected).toMatch(/^[0-9a-f]{64}\nquickstart [0-9a-f]{64} /);
  });

  it.each(Object.keys(climates).filter((name) => name !== "plain"))(
    "is the same where the world is: %s",
    async (climate) => {
      expect(await replayed(climate, {})).toBe(expected);
    },
    limit,
  );

  it.each(places)(
    "is the same in $TZ, in $LANG",
    async (place) => {
      expect(await replayed("plain", place)).toBe(expected);
    },
    limit,
  );
});

describe("a world without anything ambient", () => {
  const asked: readonly (readonly [what: string, ask: () => unknown])[] = [
    ["the time", () => Date.now()],
    ["the present", () => new Date()],
    ["a local time", () => new Date(2026, 0, 1)],
    ["a local time in text", () => new Date("2026-01-01T00:00:00")],
    ["a local time to parse", () => Date.parse("2026-01-01T00:00:00")],
    ["a local hour", () => new Date(0).getHours()],
    ["chance", () => Math.random()],
    ["a stopwatch", () => performance.now()],
    ["the machine's zone", () => new Intl.DateTimeFormat("en-US")],
    ["the machine's language", () => new Intl.DateTimeFormat(undefined, { timeZone: "UTC" })],
    ["an order of letters", () => "a".localeCompare("b")],
    ["a number as people write it", () => (1000).toLocaleString()],
    ["the network", () => fetch("http://localhost")],
    ["a timer", () => setTimeout(() => {}, 0)],
  ];

  it.each(asked)("refuses to tell %s", (_, ask) => {
    const allow = forbidAmbient();
    let refused: unknown;
    try {
      ask();
    } catch (thrown) {
      refused = thrown;
    } finally {
      allow();
    }
    expect(String(refused)).toMatch(/asked/);
  });

  it("still tells what does not depend on the machine", () => {
    const allow = forbidAmbient();
    const told = [
      new Date("2026-01-01").toISOString(),
      new Date(0).getTime(),
      Date.parse("2026-01-01T00:00:00Z"),
    ];
    const year = new Intl.DateTimeFormat("en-US", { timeZone: "Asia/Kolkata", year: "numeric" }).format(0);
    allow();
    expect([...told, year]).toEqual(["2026-01-01T00:00:00.000Z", 0, 1_767_225_600_000, "1970"]);
    expect(Date.now()).toBeGreaterThan(0);
  });
});
