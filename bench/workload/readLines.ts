// Bytes become lines become objects, as one does it by hand: decoded as they come, split at line ends, each line parsed.
import type { UsageEvent } from "../../src/index.ts";

export function* readLines(chunks: Iterable<Uint8Array>): Generator<UsageEvent[]> {
  const decoder = new TextDecoder();
  let rest = "";
  for (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    const events: UsageEvent[] = [];
    for (const line of lines) events.push(JSON.parse(line) as UsageEvent);
    yield events;
  }
  if (rest !== "") yield [JSON.parse(rest) as UsageEvent];
}
