// Reads drawings back: where the line goes, and what bars there are.

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The corners of the drawn line, in order; each run that begins anew is a list. */
export function lineOf(svg: string): Point[][] {
  const [, path = ""] = /<path d="([^"]*)" fill="none" stroke="var\(--lucius-accent/.exec(svg) ?? [];
  const runs: Point[][] = [];
  for (const [, command = "", first = "", second = ""] of path.matchAll(
    /([MLV])(-?[0-9.]+)(?: (-?[0-9.]+))?/g,
  )) {
    const last = runs.at(-1)?.at(-1);
    if (command === "M") runs.push([]);
    const point =
      command === "V"
        ? { x: last?.x ?? Number.NaN, y: Number(first) }
        : { x: Number(first), y: Number(second) };
    runs.at(-1)?.push(point);
  }
  return runs;
}

/** The heights of a line at a place, one for each stretch of it that holds the place. */
export function heightsAt(run: readonly Point[], x: number): number[] {
  return run.slice(1).flatMap((to, at) => {
    const from = run[at] as Point;
    if (x < from.x || x > to.x) return [];
    if (to.x === from.x) return [from.y, to.y];
    return [from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x)];
  });
}

/** Every number of the markup that places something. */
export function coordinatesOf(svg: string): string[] {
  const attributes = [...svg.matchAll(/ (?:x|y|cx|cy|r|width|height|d|dy|viewBox)="([^"]*)"/g)];
  return attributes.flatMap(([, text = ""]) => text.match(/-?[0-9.]+(?:e[+-]?[0-9]+)?|NaN|Infinity/g) ?? []);
}
