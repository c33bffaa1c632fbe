// How much of what is due for a whole period is due for a part of it.

/**
 * `none` (default): due whole, however short the time. Else by the time for which it is in effect: calendar days, seconds of
 * the local clock, or months of thirty days.
 */
export type Proration = "none" | "day" | "second" | "fixed_30";
