/** The first issue of the refusal, as code and path; another error passes through. */
export function refusalOf(run: () => unknown): string {
  try {
    run();
    return "no refusal";
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "BillingError") throw error;
    const { issues } = error as Error & { readonly issues: readonly { code: string; path: string }[] };
    return `${issues[0]?.code} ${issues[0]?.path}`;
  }
}
