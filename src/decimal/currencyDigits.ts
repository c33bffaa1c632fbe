// Minor units of the currencies in circulation, ISO 4217 as of 2026. `Intl` is the wrong source: it answers with
// customary digits (HUF 0, IQD 0) and with 2 for codes that nobody issued.

const digitsOtherThanTwo: ReadonlyMap<string, number> = /* @__PURE__ */ new Map([
  ...list("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF", 0),
  ...list("BHD IQD JOD KWD LYD OMR TND", 3),
  ...list("CLF UYW", 4),
]);

const twoDigits: ReadonlySet<string> = /* @__PURE__ */ new Set(
  (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY " +
    "COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR " +
    "IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD " +
    "NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP " +
    "SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG"
  ).split(" "),
);

/**
 * The digits after the point of a currency's amounts, by ISO 4217.
 *
 * @param code - an upper-case code
 * @returns 0 to 4, or undefined for a code that is not in circulation; such contracts carry `currency_digits`
 *
 * @example
 * [currencyDigits("USD"), currencyDigits("JPY"), currencyDigits("IQD")]; // => [2, 0, 3]
 * currencyDigits("CREDITS"); // => undefined
 */
export function currencyDigits(code: string): number | undefined {
  return digitsOtherThanTwo.get(code) ?? (twoDigits.has(code) ? 2 : undefined);
}

/** The digits of a contract's minor unit: its own, where its currency is not of ISO 4217. */
export function minorDigits({
  currency,
  currency_digits,
}: {
  readonly currency: string;
  readonly currency_digits?: number;
}): number {
  return currency_digits ?? currencyDigits(currency) ?? 2;
}

function list(codes: string, digits: number): [string, number][] {
  return codes.split(" ").map((code) => [code, digits]);
}
