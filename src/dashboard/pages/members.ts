import { html } from "hono/html";
import * as z from "zod";
import type { MemberChange, MemberView } from "../../db/queries/members.ts";
import { readMembers } from "../../db/queries/members.ts";
import { ROLES } from "../../domain/permissions.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import { MEMBERS_TEXTS } from "../../i18n/dashboard/members.ts";
import { fillText } from "../../i18n/fillText.ts";
import { formatsOf } from "../../i18n/formats.ts";
import type { Language } from "../../i18n/languages.ts";
import { changeMember } from "../../usecases/members/changeMember.ts";
import { begun, begunWith, changedSince } from "../begunForm.ts";
import { daysOf } from "../days.ts";
import type { PageView } from "../page.ts";
import { PageError } from "../pageReply.ts";
import { badge } from "../parts/badge.ts";
import { button, hiddenFields } from "../parts/button.ts";
import { card } from "../parts/card.ts";
import { confirm } from "../parts/dialog.ts";
import { selectField, textField } from "../parts/field.ts";
import { table } from "../parts/table.ts";
import type { Acted, PageCall } from "../route.ts";
import { actionRoute, NotProvedError, pageRoute, proved } from "../route.ts";
import { setupFrame } from "../setupFrame.ts";
import { emailOf, MAX_EMAIL } from "../signIn/emailOf.ts";
import { INVITATION_MINUTES, sendLinkLater } from "../signIn/sendLink.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";

const PATH = "/setup/members";
const role = z.enum(ROLES);
const userId = z.string().regex(/^usr_\w{1,40}$/);

/** What was typed into the invitation, and what is wrong with the step before. */
interface Shown {
  readonly typed?: string;
  readonly error?: keyof typeof MEMBERS_TEXTS;
}

/** Who works for the shop, and as what. */
export const membersPage = pageRoute({ path: PATH, may: "administer" }, (call) => membersView(call));

/** Asks a person to work for the shop: the member is made at once, and the link that they get makes the address theirs. */
export const inviteAction = actionRoute(
  { path: PATH, may: "administer", isFresh: true, form: z.object({ email: z.string().max(MAX_EMAIL), role }) },
  async (call) => {
    const { role: asked, email: typed } = call.body;
    const email = emailOf(typed);
    if (email === null) return { view: await membersView(call, { typed, error: "emailWrong" }), status: 422 };
    const done = await changed(call, { act: "invite", email, role: asked });
    if (done !== null) return { view: await membersView(call, { typed, error: done }), status: 409 };
    const { app, origin, requestId } = call;
    const { shopName: shop, tenantSlug } = call.viewer();
    const request = {
      ...{ email, language: call.language(), mail: { kind: "invitation", shop, role: asked } as const },
      ...{ origin, to: shopPath({ tenantSlug }), minutes: INVITATION_MINUTES },
    };
    if (isMailed(call)) sendLinkLater(app.deps, request, requestId);
    return { to: shopPath(call.viewer(), PATH), said: "invited" };
  },
);

export const changeRoleAction = actionRoute(
  { path: `${PATH}/role`, may: "administer", isFresh: true, form: z.object({ userId, role, ...begun }) },
  async (call) => {
    const { was, ...asked } = call.body;
    const { role: asksFor } = changedSince(was, asked, { role: asked.role });
    // What was left as it was is not written, so that another owner's choice stays.
    if (asksFor === undefined) return { to: shopPath({ tenantSlug: call.params.tenant }, PATH), said: "saved" };
    return await acted(call, { act: "set_role", ...asked });
  },
);

export const removeMemberAction = actionRoute(
  { path: `${PATH}/remove`, may: "administer", isFresh: true, form: z.object({ userId }) },
  (call) => acted(call, { act: "remove", ...call.body }),
);

type AnyCall = PageCall<{ readonly tenant: string }, object, unknown>;

async function acted(call: AnyCall, change: MemberChange): Promise<Acted> {
  const error = await changed(call, change);
  if (error !== null) return { view: await membersView(call, { error }), status: 409 };
  return { to: shopPath(call.viewer(), PATH), said: "saved" };
}

/** Does it; what stands in the way, in words of this page. */
async function changed({ app, asker }: AnyCall, change: MemberChange): Promise<keyof typeof MEMBERS_TEXTS | null> {
  const outcome = await changeMember(app.deps, asker, change);
  if (outcome === null) throw new NotProvedError();
  switch (outcome.result) {
    case "done":
    case "unchanged":
      return null;
    case "is_member":
      return "isMember";
    case "last_owner":
      return "lastOwner";
    case "too_many":
      return "tooMany";
    // The member, or the right to change one, was gone in the meantime: the list says who there is.
    case "unknown":
    case "not_owner":
      throw new NotProvedError();
    default:
      return outcome.result satisfies never;
  }
}

function isMailed({ app }: AnyCall): boolean {
  const { mailer, url, isLocal } = app.deps.dashboard;
  return isLocal || (mailer !== null && url !== null);
}

async function membersView(call: AnyCall, { typed = "", error }: Shown = {}): Promise<PageView> {
  const members = proved(await readMembers(call.app.deps.database, call.asker));
  const viewer = call.viewer();
  const { language } = viewer;
  const wrong = error === undefined ? "" : html`<p class="error" role="alert">${MEMBERS_TEXTS[error][language]}</p>`;
  const noMail = isMailed(call) ? "" : html`<p class="hint">${MEMBERS_TEXTS.noMail[language]}</p>`;
  const form = html`<form class="form" method="post" action="${shopPath(viewer, PATH)}">${textField({
    ...{ name: "email", type: "email", label: MEMBERS_TEXTS.email[language], value: typed, isRequired: true },
    hint: MEMBERS_TEXTS.inviteHint[language],
    extra: { dir: "ltr", maxlength: `${MAX_EMAIL}` },
  })}${selectField({
    ...{ name: "role", label: MEMBERS_TEXTS.role[language], value: "marketer", options: roleOptions(language) },
    hint: MEMBERS_TEXTS.roleHint[language],
  })}<div class="buttons">${button({ label: MEMBERS_TEXTS.invite[language], look: "primary" })}</div>${noMail}</form>`;
  const { frame, tabs } = setupFrame(viewer, "members");
  return {
    ...frame,
    main: html`${tabs}${wrong}${card({ title: MEMBERS_TEXTS.title[language], body: membersTable(viewer, members), isFlush: true })}${card({ title: MEMBERS_TEXTS.inviteTitle[language], body: form })}`,
  };
}

function roleOptions(language: Language) {
  return ROLES.map((value) => ({ value, label: FRAME_TEXTS[value][language] }));
}

function membersTable(viewer: Viewer, members: readonly MemberView[]) {
  const { language } = viewer;
  return table<MemberView>({
    caption: MEMBERS_TEXTS.title[language],
    rows: members,
    href: (member) => shopPath(viewer, `${PATH}/${member.userId}`),
    columns: [
      { title: MEMBERS_TEXTS.email[language], cell: ({ email }) => html`<bdi>${email}</bdi>` },
      {
        title: MEMBERS_TEXTS.since[language],
        cell: ({ createdAt, hasSignedIn }) => {
          const waiting = hasSignedIn ? "" : html` ${badge(MEMBERS_TEXTS.waiting[language], "notice")}`;
          return html`${daysOf(viewer).day(createdAt)}${waiting}`;
        },
      },
      { title: MEMBERS_TEXTS.role[language], onPhone: "end", cell: (member) => FRAME_TEXTS[member.role][language] },
    ],
  });
}

/** One member: another role, or none any more. */
export const memberPage = pageRoute(
  { path: `${PATH}/{userId}`, may: "administer", params: z.strictObject({ userId }) },
  async (call) => {
    const members = proved(await readMembers(call.app.deps.database, call.asker));
    const member = members.find((each) => each.userId === call.params.userId);
    if (member === undefined) throw new PageError("notFound");
    return memberView(call.viewer(), member);
  },
);

function memberView(viewer: Viewer, member: MemberView): PageView {
  const { language } = viewer;
  const select = selectField({
    ...{ name: "role", label: MEMBERS_TEXTS.role[language], value: member.role, options: roleOptions(language) },
    hint: MEMBERS_TEXTS.roleHint[language],
  });
  const change = button({ label: MEMBERS_TEXTS.change[language], look: "primary" });
  const form = html`<form class="form" method="post" action="${shopPath(viewer, `${PATH}/role`)}">${hiddenFields({ userId: member.userId })}${begunWith({ role: member.role })}${select}<div class="buttons">${change}</div></form>`;
  return {
    title: member.email,
    section: "setup",
    back: { href: shopPath(viewer, PATH), label: MEMBERS_TEXTS.title[language] },
    main: html`${card({ title: MEMBERS_TEXTS.role[language], body: form })}<div class="buttons">${removal(viewer, member)}</div>`,
    isNarrow: true,
  };
}

function removal(viewer: Viewer, { userId: id, email }: MemberView) {
  const { language } = viewer;
  const remove = MEMBERS_TEXTS.remove[language];
  const formats = formatsOf(language);
  return confirm(language, {
    id: `remove-${id}`,
    action: shopPath(viewer, `${PATH}/remove`),
    fields: { userId: id },
    opener: { label: remove, look: "danger" },
    title: MEMBERS_TEXTS.removeTitle[language],
    body: html`<p>${fillText(formats, MEMBERS_TEXTS.removeText[language], { email: formats.code(email) })}</p>`,
    confirm: { label: remove, look: "danger" },
  });
}
