import { foldCode } from "./codes.ts";

/**
 * Words that no one should be sent as a code: a short list of our own, since the lists that packages bring are larger
 * than all other rules of codes together and refuse names. It stops what a customer types for fun; who means harm will find
 * a spelling, and a person can disable the code.
 */

/** Refused wherever they stand in a code: they are part of no usual name or word. */
const ANYWHERE = [
  ["fuck", "nigger", "nigga", "faggot", "bitch", "whore", "wanker", "bollocks", "asshole", "arsehole"],
  [
    "shithead",
    "bullshit",
    "dickhead",
    "cocksuck",
    "jizz",
    "retard",
    "heilhitler",
    "siegheil",
    "killyou",
    "blowjob",
    "paedo",
  ],
  [
    "arschloch",
    "hurensohn",
    "wichser",
    "fotze",
    "schlampe",
    "missgeburt",
    "kanake",
    "connard",
    "connasse",
    "salope",
    "encule",
  ],
  [
    "hijodeputa",
    "gilipollas",
    "maricon",
    "cabron",
    "pendejo",
    "stronzo",
    "vaffanculo",
    "puttana",
    "kurwa",
    "chuj",
    "pierdol",
  ],
  ["хуй", "хуесос", "пизд", "бляд", "блять", "пидор", "пидар", "гандон", "гондон", "мудак", "залуп", "шлюх"],
  ["вибляд", "курва", "хуйло", "pidaras", "blyad", "pizdets", "jalab", "qotoq", "haromi", "onangni"],
  ["בןזונה", "שרמוטה", "כוסאמך", "מניאק", "חרא"],
].flat();

/** Refused where they are all of the code: longer words and names have them as a part. */
const WHOLE = [
  [
    "ass",
    "arse",
    "cunt",
    "cock",
    "cum",
    "dick",
    "fag",
    "fuk",
    "hitler",
    "homo",
    "kike",
    "nazi",
    "negro",
    "piss",
    "prick",
    "pussy",
  ],
  [
    "rape",
    "rapist",
    "sex",
    "shit",
    "slut",
    "spic",
    "tits",
    "twat",
    "anal",
    "penis",
    "vagina",
    "porn",
    "fick",
    "hure",
    "nutte",
  ],
  ["pute", "merde", "puta", "mierda", "culo", "cazzo", "troia", "жопа", "сука", "тварь", "бля", "хер", "זונה"],
].flat();

/** What people write in place of letters. */
const DIGITS = new Map([..."013457"].map((digit, at) => [digit, "OIEAST".charAt(at)]));

const anywhere = ANYWHERE.map((word) => foldCode(word));
const whole = new Set(WHOLE.map((word) => foldCode(word)));

/** Whether a code, in any spelling, is or holds a word of the list; digits may stand for letters or at its end. */
export function isInsult(code: string): boolean {
  const folded = foldCode(code);
  const spelt = folded.replace(/[013457]/g, (digit) => DIGITS.get(digit) ?? digit);
  const bare = folded.replace(/\p{N}+$/u, "");
  return (
    [folded, spelt].some((text) => anywhere.some((word) => text.includes(word))) ||
    [folded, spelt, bare].some((text) => whole.has(text))
  );
}
