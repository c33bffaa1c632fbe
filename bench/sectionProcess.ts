// The process of one section: it is told which, tells what comes of it, and is done.
import { runSection, type SectionMessage, type SectionOrder } from "./runSection.ts";
import type { SectionListener } from "./section.ts";
import { sections } from "./sections.ts";

function tell(message: SectionMessage): void {
  process.send?.(message);
}

// Who asked is done, or has been stopped.
process.once("disconnect", () => process.exit());

process.once("message", ({ section: wanted, size }: SectionOrder) => {
  const section = sections.find(({ name }) => name === wanted);
  if (section === undefined) throw new RangeError(`there is no section ${wanted}`);
  const told: SectionListener = {
    contest: (contest) => tell({ contest }),
    remark: (remark) => tell({ remark }),
  };
  runSection(section, size, told).then(
    () => process.disconnect(),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
