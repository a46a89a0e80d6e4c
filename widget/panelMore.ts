/** The second part of the panel, which is loaded when a person opens something that it makes. */
export { choiceForm, vanityForm } from "./panelForms.ts";
export { materialList } from "./panelMaterials.ts";
export { css } from "./panelMore.css";
export { qrCode } from "./panelQr.ts";
