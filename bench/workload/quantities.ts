// The metrics, and how the quantity of one event of each is drawn.
import type { Random } from "../random.ts";
import { scaledText } from "../scaledText.ts";

export interface Quantity {
  readonly metric: string;
  /** Average of what `draw` answers. */
  readonly mean: number;
  /** Canonical decimal text, of at most fifteen digits: read as a number it is the same value. */
  draw(random: Random): string;
}

/** Money from a cent to 100,000, small payments as common as large ones. */
export const payments: Quantity = {
  metric: "payments",
  mean: 6_204,
  draw: (random) => scaledText(Math.floor(10 ** (random() * 7)), 2),
};

/** From 0 to 100 with up to six places. */
export const storage: Quantity = {
  metric: "storage",
  mean: 50,
  draw(random) {
    const scale = Math.floor(random() * 7);
    return scaledText(Math.floor(random() * 100 * 10 ** scale), scale);
  },
};

export const calls: Quantity = {
  metric: "calls",
  mean: 250.5,
  draw: (random) => String(1 + Math.floor(random() * 500)),
};

export const messages: Quantity = {
  metric: "messages",
  mean: 500.5,
  draw: (random) => String(1 + Math.floor(random() * 1_000)),
};

export const quantities: readonly Quantity[] = [payments, storage, calls, messages];
