const KNOWN = new Set(Intl.supportedValuesOf("currency"));

/** Whether it is a currency of ISO 4217, in upper case. */
export function isCurrency(code: string): boolean {
  return KNOWN.has(code);
}

/** How many of an amount's last digits are minor units: 2 for GBP, none for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
