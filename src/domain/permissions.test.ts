import { expect, it } from "vitest";
import type { Permission } from "./permissions.ts";
import { PERMISSIONS, ROLES, roleMay } from "./permissions.ts";

const MATRIX: Readonly<Record<Permission, string>> = {
  seeFigures: "owner marketer support viewer",
  seePeople: "owner marketer support",
  changePrograms: "owner marketer",
  handleCases: "owner marketer support",
  handleData: "owner support",
  administer: "owner",
};

it.each(PERMISSIONS)("%s is for the roles of the matrix and for no other", (permission) => {
  expect(ROLES.filter((role) => roleMay(role, permission)).join(" ")).toBe(MATRIX[permission]);
});

it("an owner may do everything, and a viewer nothing but look at figures", () => {
  expect(PERMISSIONS.every((permission) => roleMay("owner", permission))).toBe(true);
  expect(PERMISSIONS.filter((permission) => roleMay("viewer", permission))).toEqual(["seeFigures"]);
});
