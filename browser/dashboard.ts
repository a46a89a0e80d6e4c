import "htmx.org/dist/htmx.min.js";
import { tellWhatWaits } from "./busy.ts";
import { followPointers } from "./chartCursor.ts";
import { copyOnClick } from "./copying.ts";
import { leadToMistake } from "./firstMistake.ts";
import { takeFragment } from "./fragment.ts";
import { sendWhenChanged } from "./liveForms.ts";
import { pollWhileSeen } from "./polling.ts";
import { countSelected } from "./selection.ts";
import { sayOnce } from "./toasts.ts";
import { watchChanges } from "./unsaved.ts";

/**
 * What pages of the dashboard do beyond what the browser does by itself. Every page works without it. All listeners
 * are the document's, so that what htmx puts into a page later needs none of its own.
 */
document.documentElement.classList.add("scripted");
sendWhenChanged();
tellWhatWaits();
followPointers();
watchChanges();
countSelected();
copyOnClick();
sayOnce();
pollWhileSeen();
takeFragment();
leadToMistake();
