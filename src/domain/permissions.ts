/** Roles of the people who work for a tenant, and what each role may do in the dashboard. */

export const ROLES = ["owner", "marketer", "support", "viewer"] as const;

export type Role = (typeof ROLES)[number];

/** Who may do what: the one table of it. */
const MAY = {
  /** Figures, programs, activity, and files of them that name no people. */
  seeFigures: ["owner", "marketer", "support", "viewer"],
  /** Names and e-mails of participants, which are masked for everyone else. */
  seePeople: ["owner", "marketer", "support"],
  /** Rules, texts, materials, goals; publishing and pausing. */
  changePrograms: ["owner", "marketer"],
  /** Reviews, rewards, codes, applications, claims, attributing, blocking, and a bonus (of support, up to a limit). */
  handleCases: ["owner", "marketer", "support"],
  /** Exporting or erasing what is stored of one participant. */
  handleData: ["owner", "support"],
  /** Members, keys, secrets, origins, webhooks, integrations; making, confirming and settling payouts. */
  administer: ["owner"],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Permission = keyof typeof MAY;

export const PERMISSIONS = Object.keys(MAY) as readonly Permission[];

/** Whether a role has a permission. */
export function roleMay(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = MAY[permission];
  return roles.includes(role);
}
