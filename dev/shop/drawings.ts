import { raw } from "hono/html";

/**
 * The pictures of the shop's goods, drawn with attributes alone: inline styles are nothing that the pages' policy allows.
 * Each is four units wide where it is three high, with its own wall and the same table.
 */

type Drawing = ReturnType<typeof raw>;

function scene(wall: string, table: string, drawing: string): Drawing {
  return raw(
    `<svg viewBox="0 0 400 300" aria-hidden="true"><rect width="400" height="300" fill="${wall}"/><circle cx="312" cy="76" r="118" fill="#fff" opacity=".28"/><rect y="228" width="400" height="72" fill="${table}"/><rect y="228" width="400" height="5" fill="#000" opacity=".06"/>${drawing}</svg>`,
  );
}

const shadow = (cx: number, rx: number) =>
  `<ellipse cx="${cx}" cy="254" rx="${rx}" ry="11" fill="#000" opacity=".16"/>`;

const leaf = (x: number, y: number, size: number, colour: string, turn = 0) =>
  `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${size})" fill="${colour}"><path d="M0 0c-16-9-18-29 0-42 18 13 16 33 0 42Z"/><path d="M0-4v-30" stroke="#fff" stroke-width="2" opacity=".5"/></g>`;

/** A tin of tea, with some of it beside it. */
function tin(wall: string, table: string, body: string, lid: string, label: string): Drawing {
  return scene(
    wall,
    table,
    `${shadow(200, 96)}<rect x="136" y="92" width="128" height="160" rx="10" fill="${body}"/><rect x="136" y="92" width="26" height="160" rx="10" fill="#fff" opacity=".16"/><rect x="238" y="92" width="26" height="160" rx="10" fill="#000" opacity=".12"/><rect x="130" y="64" width="140" height="34" rx="10" fill="${lid}"/><rect x="130" y="64" width="140" height="10" rx="5" fill="#fff" opacity=".22"/><rect x="152" y="122" width="96" height="100" rx="6" fill="${label}"/><rect x="158" y="128" width="84" height="88" rx="4" fill="none" stroke="${body}" stroke-width="1.5"/>${leaf(200, 192, 1.05, body)}${leaf(192, 192, 0.75, body, -42)}${leaf(208, 192, 0.75, body, 42)}<path d="M176 205h48" stroke="${body}" stroke-width="3" stroke-linecap="round"/>${leaf(292, 252, 0.4, body, 70)}${leaf(318, 250, 0.34, lid, 105)}${leaf(104, 252, 0.36, lid, -80)}`,
  );
}

const pot = scene(
  "#dbe3dd",
  "#c8a987",
  `${shadow(206, 118)}<path d="M116 146c-52-6-54 80 12 74" fill="none" stroke="#2c5a5f" stroke-width="17"/><path d="M286 168c30-4 26-52 56-58l10 16c-20 10-18 60-62 76z" fill="#356a70"/><path d="M108 168c0-44 42-72 96-72s96 28 96 72c0 56-38 84-96 84s-96-28-96-84Z" fill="#417f86"/><path d="M108 172c0 54 38 80 96 80s96-26 96-80c-16 34-50 50-96 50s-80-16-96-50Z" fill="#000" opacity=".1"/><path d="M148 100c10-26 102-26 112 0z" fill="#2f6268"/><circle cx="204" cy="72" r="13" fill="#2c5a5f"/><circle cx="200" cy="68" r="4" fill="#fff" opacity=".4"/><path d="M132 164c4-24 22-40 48-46" fill="none" stroke="#fff" opacity=".45" stroke-width="8" stroke-linecap="round"/><path d="M344 96c-8-14 10-22 2-38" fill="none" stroke="#fff" stroke-width="6" stroke-linecap="round" opacity=".7"/>`,
);

const cup = scene(
  "#f0dfd0",
  "#b98d6a",
  `${shadow(200, 104)}<ellipse cx="196" cy="246" rx="112" ry="15" fill="#f8efe4"/><ellipse cx="196" cy="243" rx="84" ry="9" fill="#e6d5c2"/><path d="M264 148c52-8 54 66-18 66" fill="none" stroke="#b85f3c" stroke-width="16"/><path d="M116 134h156c0 76-22 108-78 108s-78-32-78-108Z" fill="#cf7650"/><path d="M116 134h30c0 60 12 92 40 106-48-6-70-40-70-106Z" fill="#fff" opacity=".16"/><ellipse cx="194" cy="134" rx="78" ry="19" fill="#e89a76"/><ellipse cx="194" cy="137" rx="66" ry="14" fill="#6f3f22"/><ellipse cx="176" cy="134" rx="22" ry="4" fill="#fff" opacity=".18"/><path d="M172 104c-12-16 12-24 0-46M212 104c-12-16 12-24 0-46" fill="none" stroke="#fff" stroke-width="7" stroke-linecap="round" opacity=".75"/>`,
);

function book(wall: string, table: string, cover: string, band: string, mark: string): Drawing {
  return scene(
    wall,
    table,
    `${shadow(204, 104)}<rect x="118" y="212" width="172" height="36" rx="5" fill="${mark}"/><path d="M128 220h158v20H128c-8 0-8-20 0-20Z" fill="#fbf6ec"/><path d="M130 226h156M130 232h156" stroke="#000" opacity=".1"/><path d="M138 48c0-8 6-14 14-14h116v164H152c-8 0-14 6-14 14z" fill="${cover}"/><path d="M152 198h116v14H152c-18 0-18-14 0-14Z" fill="#fff"/><path d="M138 48c0-8 6-14 14-14h8v164h-8c-8 0-14 6-14 14z" fill="#000" opacity=".14"/><rect x="176" y="60" width="76" height="56" rx="3" fill="${band}"/><path d="M186 76h56M186 88h40M186 100h48" stroke="${cover}" stroke-width="4" stroke-linecap="round"/><circle cx="214" cy="156" r="22" fill="none" stroke="${band}" stroke-width="3"/>${leaf(214, 172, 0.7, band)}<path d="M240 34v46l8-8 8 8V34z" fill="${mark}"/>`,
  );
}

const honey = scene(
  "#f6e6bf",
  "#c49a6c",
  `${shadow(200, 92)}<rect x="128" y="104" width="144" height="146" rx="26" fill="#e2a02f"/><rect x="128" y="104" width="144" height="146" rx="26" fill="#fff" opacity=".12"/><path d="M128 150h144v74a26 26 0 0 1-26 26h-92a26 26 0 0 1-26-26z" fill="#d18a1d"/><rect x="138" y="118" width="14" height="104" rx="7" fill="#fff" opacity=".4"/><rect x="140" y="72" width="120" height="38" rx="9" fill="#f8efe0"/><path d="M140 90h120" stroke="#d9c9ae" stroke-width="4"/><rect x="158" y="148" width="84" height="72" rx="6" fill="#fff7e3"/><path d="m200 160 15 9v18l-15 9-15-9v-18zM176 204h48" fill="none" stroke="#b9770f" stroke-width="4" stroke-linejoin="round" stroke-linecap="round"/><path d="M292 96l-34 96" stroke="#8d6236" stroke-width="9" stroke-linecap="round"/>`,
);

const candle = scene(
  "#d9d8e6",
  "#a98f7d",
  `${shadow(200, 92)}<circle cx="200" cy="86" r="78" fill="#fff3cf" opacity=".55"/><circle cx="200" cy="92" r="42" fill="#ffe7a6" opacity=".7"/><rect x="138" y="128" width="124" height="122" rx="14" fill="#5b5480"/><rect x="138" y="128" width="124" height="122" rx="14" fill="#fff" opacity=".1"/><rect x="148" y="142" width="12" height="92" rx="6" fill="#fff" opacity=".3"/><ellipse cx="200" cy="132" rx="62" ry="14" fill="#776f9e"/><ellipse cx="200" cy="133" rx="50" ry="9" fill="#f3ead9"/><path d="M200 132v-24" stroke="#3d3757" stroke-width="5" stroke-linecap="round"/><path d="M200 114c-15-8-11-28 0-46 11 18 15 38 0 46Z" fill="#f3a63b"/><path d="M200 112c-7-5-6-15 0-24 6 9 7 19 0 24Z" fill="#fff0c2"/><rect x="164" y="168" width="72" height="52" rx="5" fill="#f3ead9"/><path d="M176 186h48M184 202h32" stroke="#5b5480" stroke-width="4" stroke-linecap="round"/>`,
);

/** What a visitor sees first: the pot, a cup and two books on one table. */
export const STILL_LIFE = raw(
  `<svg viewBox="0 0 560 400" aria-hidden="true"><circle cx="330" cy="150" r="146" fill="#f0c98f" opacity=".55"/><rect y="318" width="560" height="82" fill="#b98d6a"/><rect y="318" width="560" height="6" fill="#000" opacity=".08"/><ellipse cx="160" cy="346" rx="150" ry="13" fill="#000" opacity=".16"/><ellipse cx="418" cy="350" rx="112" ry="11" fill="#000" opacity=".16"/><rect x="44" y="308" width="196" height="34" rx="5" fill="#24556b"/><path d="M54 315h182v20H54c-8 0-8-20 0-20Z" fill="#fbf6ec"/><rect x="56" y="272" width="178" height="36" rx="5" fill="#9c3d1b"/><path d="M66 280h164v20H66c-8 0-8-20 0-20Z" fill="#fbf6ec"/><path d="M88 186c-46-6-48 70 10 64" fill="none" stroke="#2c5a5f" stroke-width="15"/><path d="M240 206c26-4 24-46 50-52l8 14c-18 8-16 54-54 68z" fill="#356a70"/><path d="M82 206c0-38 36-62 82-62s82 24 82 62c0 46-32 66-82 66s-82-20-82-66Z" fill="#417f86"/><path d="M116 148c8-22 88-22 96 0z" fill="#2f6268"/><circle cx="164" cy="122" r="11" fill="#2c5a5f"/><path d="M102 202c4-20 18-34 40-40" fill="none" stroke="#fff" opacity=".45" stroke-width="7" stroke-linecap="round"/><path d="M292 138c-8-14 10-22 2-40" fill="none" stroke="#fff" stroke-width="6" stroke-linecap="round" opacity=".8"/><ellipse cx="414" cy="340" rx="98" ry="13" fill="#f8efe4"/><path d="M474 256c44-6 46 56-16 56" fill="none" stroke="#b85f3c" stroke-width="13"/><path d="M346 244h134c0 64-18 92-66 92s-68-28-68-92Z" fill="#cf7650"/><ellipse cx="413" cy="244" rx="67" ry="16" fill="#e89a76"/><ellipse cx="413" cy="246" rx="56" ry="12" fill="#6f3f22"/><path d="M394 218c-10-14 10-22 0-42M430 218c-10-14 10-22 0-42" fill="none" stroke="#fff" stroke-width="6" stroke-linecap="round" opacity=".8"/></svg>`,
);

export const DRAWINGS = {
  assam: tin("#f3e0c8", "#c9a27c", "#a2421f", "#7d3116", "#fbeedd"),
  mint: tin("#dbe8d8", "#bfa483", "#3c6e47", "#2b5334", "#f0f7ea"),
  pot,
  cup,
  year: book("#e6def0", "#b79a86", "#54427a", "#f4eefc", "#d99a3d"),
  slow: book("#d5e4ea", "#bf9f80", "#24556b", "#eaf6fb", "#c96f4a"),
  honey,
  candle,
} as const;
