import type { MaterialKind } from "../../domain/materials.ts";
import type { PictureShape } from "../../domain/pictures.ts";

/** The rows of `Effects` about pictures and materials, as `commit_effects` in the migrations reads them. */

export interface NewPictureRow extends PictureShape {
  readonly sha256: string;
  readonly base64: string;
}

export interface MaterialRow extends MaterialContent {
  readonly programId: string;
  readonly id: string;
  /** As it was read; null where there was none. */
  readonly was: MaterialContent | null;
}

export interface MaterialContent {
  readonly language: string;
  readonly kind: MaterialKind;
  readonly channel: string | null;
  readonly title: string;
  readonly text: string | null;
  readonly url: string | null;
  /** By its bytes. */
  readonly picture: string | null;
  /** "2026-12-24". */
  readonly lastDay: string | null;
}
