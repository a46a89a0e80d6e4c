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

it("those who may see people read everything as it is", () => {
  for (const role of ROLES.filter((one) => roleMay(one, "seePeople"))) {
    expect(maskedText({ role }, "of ann@shop.example")).toBe("of ann@shop.example");
    expect([personName({ role }, person), personEmail({ role }, person)]).toEqual(["Ann", "ann@shop.example"]);
  }
});
