import type { ShownPicture } from "../../db/queries/pictures.ts";

/**
 * What a link looks like where its shop has given no picture: a present, in no shop's colours and with no sum on it, so
 * that what someone sent last year promises nothing. It has a name in place of a hash.
 */
export const OUR_PICTURE: ShownPicture = { sha256: "invitation.png", width: 1200, height: 630 };
