const KNOWN = new Set(Intl.supportedValuesOf("currency"));

/** Whether it is a currency of ISO 4217, in upper case. */
export function isCurrency(code: string): boolean {
  return KNOWN.has(code);
}
