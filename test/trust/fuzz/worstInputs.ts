// The worst inputs that we know of about one megabyte: for each shape, what takes the longest or the most memory.
import type { WorstInput } from "./worstInput.ts";
import { worstPrograms } from "./worstPrograms.ts";
import { worstTexts } from "./worstTexts.ts";
import { worstUsage } from "./worstUsage.ts";

export const worstInputs: readonly WorstInput[] = [...worstTexts, ...worstPrograms, ...worstUsage];
