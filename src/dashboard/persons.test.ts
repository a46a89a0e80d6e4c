import { expect, it } from "vitest";
import { ROLES, roleMay } from "../domain/permissions.ts";
import { maskedText, personEmail, personName } from "./persons.ts";

const person = { externalId: "ann@shop.example", name: "Ann", email: "ann@shop.example" };
const mayNot = ROLES.filter((role) => !roleMay(role, "seePeople"));

it.each(mayNot)("to a %s no name, no e-mail and no id that is an e-mail is told", (role) => {
  const viewer = { role };
  expect(personName(viewer, person)).toBe("•••");
  expect(personName(viewer, { ...person, externalId: "13748" })).toBe("13748");
  expect(personEmail(viewer, person)).toBeNull();
});

it.each([
  "The order of ann@shop.example came to £18.00.",
  "(ann+news@shop.example)",
  "\u2068ann@shop.example\u2069: many accounts",
  "<ann@shop.example>, bob@shop.example",
])("addresses within a sentence are left out, whatever stands around them: %s", (text) => {
  const told = maskedText({ role: "viewer" }, text);
  expect(told).not.toMatch(/@|ann|bob/);
  expect(told).toContain("•••");
});

it.each([
  "+447700900123",
  "+44 (0)7700 900-123",
  "0044 7700 900123",
  "07700 900123",
  "(07700) 900123",
  "\u2068+998901234567\u2069",
  "998901234567",
  "79161234567",
  "2025550123",
])("a phone is left out of a text, however it is written: %s", (phone) => {
  const told = maskedText({ role: "viewer" }, `Of ${phone}, who called.`);
  expect(told.replaceAll(/[\u2066-\u2069]/g, "")).toBe("Of •••, who called.");
});

it.each([
  "Order 541431 of 13748 came to £1,234,567.00.",
  "12 345 678 901,50 soʻm",
  "2026-11-30 at 09:15, and 05.12.2026",
  "par_0mx3nuxn900095gevu65z",
  "550e8400-e29b-41d4-0716-446655440000",
  "#7301234567890",
  "+15.00",
])("digits that are no phone stay: %s", (text) => {
  expect(maskedText({ role: "viewer" }, text)).toBe(text);
});

it("those who may see people read everything as it is", () => {
  for (const role of ROLES.filter((one) => roleMay(one, "seePeople"))) {
    expect(maskedText({ role }, "of ann@shop.example")).toBe("of ann@shop.example");
    expect([personName({ role }, person), personEmail({ role }, person)]).toEqual(["Ann", "ann@shop.example"]);
  }
});
