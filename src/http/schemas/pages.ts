import * as z from "zod";
import { LANGUAGES } from "../../i18n/languages.ts";

/** What pages for people are asked and answer, for the document alone: whatever they are asked with, they answer. */

/** A reply that is a page. */
export const PAGE = { schema: z.string(), type: "text/html" } as const;

export const langQuery = {
  lang: z
    .string()
    .optional()
    .meta({ description: `One of ${LANGUAGES.join(", ")}; else the language that Accept-Language likes best` }),
};

const click = z.string().optional().meta({ description: "The click id that the share link added" });
const ref = z.string().optional().meta({ description: "The code, where it does not stand in the path" });

export const joinQuery = z.object({ ref, click, ...langQuery });

export const shareLinkQuery = z.object({
  via: z.string().optional().meta({ description: "The channel, such as `whatsapp`: `a-z 0-9 - _`, 40 of them" }),
  to: z.string().optional().meta({
    description: "Another page of the shop in place of the landing page: a path, or an address of an allowed origin",
  }),
});

export const sharePageQuery = z.object({
  program: z.string().optional().meta({ description: "May be left out where one program is active" }),
  ...langQuery,
});

export const shareLinkReplies = {
  200: { description: "A card with the offer, for programs that show what a link is about; no click", ...PAGE },
  302: {
    description:
      "To the landing page, with `ref` (the code), `click` and the link's other parameters; without them for an unknown code, unless many are tried",
    headers: { location: "Where the link leads" },
  },
};
