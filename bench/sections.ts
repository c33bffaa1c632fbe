// The sections, in the order in which they run.
import type { Section } from "./section.ts";
import { allocation } from "./sections/allocation.ts";
import { bytes } from "./sections/bytes.ts";
import { duplicates } from "./sections/duplicates.ts";
import { engine } from "./sections/engine.ts";
import { growth } from "./sections/growth.ts";
import { objects } from "./sections/objects.ts";
import { preview } from "./sections/preview.ts";
import { ratingAlone } from "./sections/ratingAlone.ts";

export const sections: readonly Section[] = [
  ratingAlone,
  objects,
  bytes,
  duplicates,
  growth,
  allocation,
  preview,
  engine,
];
