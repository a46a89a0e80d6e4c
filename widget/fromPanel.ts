/** What the panel has brought to the page already, for its body: imported here alone, once. */
export { addStyles, builtInTexts, type Child, furnish, languageOfElement, make, type Properties } from "./panel.ts";
