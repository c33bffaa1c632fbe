// Figures as a table, faults below it: what commands end with.

const mostFaults = 20;

/** Prints a line for each figure, then what is wrong; the exit status says whether anything is. */
export function printFigures(figures: Readonly<Record<string, number>>, faults: readonly string[]): void {
  const width = Math.max(...Object.keys(figures).map((name) => name.length));
  for (const [name, figure] of Object.entries(figures))
    console.log(`  ${name.padEnd(width)}  ${figure.toLocaleString("en-US").padStart(12)}`);
  for (const fault of faults.slice(0, mostFaults)) console.error(`VIOLATION: ${fault}`);
  if (faults.length > mostFaults) console.error(`and ${faults.length - mostFaults} more`);
  if (faults.length > 0) process.exitCode = 1;
}
