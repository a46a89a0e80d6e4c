const KNOWN = new Set(Intl.supportedValuesOf("currency"));

/**
 * How many of an amount's last digits are minor units, where it is not two: column "minor unit" of ISO 4217, list one.
 * `Intl` won't do: it gives the digits that people write, which for the forint or the rupiah are none, while shops and
 * payment services count their hundredths.
 */
const DIGITS: ReadonlyMap<string, number> = new Map([
  ...of(0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
  ...of(3, "BHD IQD JOD KWD LYD OMR TND"),
  ...of(4, "CLF UYW"),
]);

function of(digits: number, currencies: string): [string, number][] {
  return currencies.split(" ").map((currency) => [currency, digits]);
}

/** Whether it is a currency of ISO 4217, in upper case. */
export function isCurrency(code: string): boolean {
  return KNOWN.has(code);
}

/** How many of an amount's last digits are minor units: 2 for GBP and HUF, none for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  return DIGITS.get(currency) ?? 2;
}
