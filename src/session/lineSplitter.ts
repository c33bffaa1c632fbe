// Cuts a stream of bytes into lines. It works on bytes because a piece may end inside a character, while a line feed is
// the same byte wherever it stands in UTF-8.

/** A line without its line feed; `bytes` is undefined for one that was too long to be kept. */
export interface Line {
  /** Counted from 1. */
  readonly number: number;
  readonly bytes: Uint8Array | undefined;
}

export interface LineSplitter {
  /** The lines that end in this piece. Their bytes may lie in the piece, or be overwritten by the next call. */
  push(piece: Uint8Array): Line[];
  /** Whether the next piece begins inside of a line. */
  isInside(): boolean;
  /** The last line, where no line feed ends it. */
  end(): Line[];
}

const lineFeed = 0x0a;

/** @param mostBytes - what a line may have; of a longer one no more than that is ever held */
export function createLineSplitter(mostBytes: number): LineSplitter {
  let number = 0;
  let kept = new Uint8Array(0);
  let length = 0;
  let tooLong = false;

  function keep(part: Uint8Array): void {
    if (tooLong || part.length === 0) return;
    const needed = length + part.length;
    tooLong = needed > mostBytes;
    if (tooLong) return;
    if (needed > kept.length) {
      const larger = new Uint8Array(Math.min(mostBytes, Math.max(needed, 2 * kept.length)));
      larger.set(kept.subarray(0, length));
      kept = larger;
    }
    kept.set(part, length);
    length = needed;
  }

  function finish(rest: Uint8Array): Line {
    number += 1;
    // A line that lies in one piece, as most do, is not copied.
    const whole = length === 0;
    if (!whole) keep(rest);
    const bytes = whole ? rest : kept.slice(0, length);
    const line = { number, bytes: tooLong || bytes.length > mostBytes ? undefined : bytes };
    length = 0;
    tooLong = false;
    return line;
  }

  return {
    push(piece) {
      const lines: Line[] = [];
      let start = 0;
      for (let end = piece.indexOf(lineFeed); end !== -1; end = piece.indexOf(lineFeed, start)) {
        lines.push(finish(piece.subarray(start, end)));
        start = end + 1;
      }
      keep(piece.subarray(start));
      return lines;
    },
    isInside: () => length > 0 || tooLong,
    end: () => (length > 0 || tooLong ? [finish(new Uint8Array(0))] : []),
  };
}
