/** The second part of the panel, which is loaded for what is not seen at first sight or has to be opened. */
export { earnedParts } from "./panelEarned.ts";
export { choiceForm, vanityForm } from "./panelForms.ts";
export { materialList } from "./panelMaterials.ts";
export { css } from "./panelMore.css";
export { qrCode } from "./panelQr.ts";
