/** The stylesheet of the demo shop; the panel takes its colours by the variables at the end. */
export const STYLES = `
:root {
  color-scheme: light dark;
  --paper: #fbf7f0; --card: #fff; --ink: #2a211b; --soft: #6b5d52; --line: #eadfd0;
  --accent: #9c3d1b; --on-accent: #fff; --tint: #f7e9de; --good: #2c6b3f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #1a1512; --card: #241d19; --ink: #f3ebe4; --soft: #bdaea2; --line: #3d322b;
    --accent: #f0a582; --on-accent: #33130a; --tint: #33261f; --good: #8fd3a3;
  }
  .picture svg { filter: brightness(.85); }
}
* { box-sizing: border-box; }
body { margin: 0; min-block-size: 100vh; display: flex; flex-direction: column; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Hebrew", sans-serif; }
header, main, footer { inline-size: 100%; max-inline-size: 68rem; margin-inline: auto; padding-inline: 1.25rem; }
main { flex: 1; padding-block: 1rem 3rem; }
a { color: var(--accent); text-underline-offset: .2em; }
h1, .brand { font-family: Georgia, "Times New Roman", "Noto Serif", "Noto Serif Hebrew", serif; font-weight: 600; }
h1 { font-size: clamp(1.75rem, 5vw, 2.5rem); line-height: 1.15; margin: 0 0 1rem; text-wrap: balance; overflow-wrap: anywhere; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.5rem; padding-block: 1rem; }
.brand { font-size: 1.375rem; color: var(--ink); text-decoration: none; margin-inline-end: auto; }
header nav { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem; margin-inline: -.625rem; }
header nav a, .quiet { display: inline-block; padding: .5rem .625rem; color: var(--ink); text-decoration: none; font: inherit; background: none; border: 0; border-radius: .5rem; cursor: pointer; min-block-size: 0; }
header nav a:hover, .quiet:hover { background: var(--tint); color: var(--ink); filter: none; }
header nav a[aria-current] { color: var(--accent); font-weight: 600; }
.count { display: inline-block; min-inline-size: 1.375rem; padding-inline: .375rem; border-radius: 1rem; background: var(--accent); color: var(--on-accent); font-size: .8125rem; text-align: center; }
.skip { position: absolute; inset-inline-start: 1rem; inset-block-start: -4rem; padding: .5rem 1rem; background: var(--card); border-radius: .5rem; }
.skip:focus { inset-block-start: 1rem; }
button, .button { display: inline-block; min-block-size: 2.75rem; padding: .5rem 1.125rem; border: 1px solid var(--accent); border-radius: .625rem; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; text-decoration: none; text-align: center; cursor: pointer; }
button:hover, .button:hover { filter: brightness(1.08); }
.second { background: transparent; color: var(--accent); }
.wide { inline-size: 100%; }
.hero { display: grid; grid-template-columns: minmax(0, 1fr); align-items: center; gap: 1.5rem; padding: clamp(1.5rem, 5vw, 3rem) clamp(1.25rem, 5vw, 3rem); margin-block-end: 1.5rem; border-radius: 1.25rem; background: var(--tint); overflow: hidden; }
@media (min-width: 48rem) { .hero { grid-template-columns: minmax(0, 1fr) minmax(0, 26rem); } }
.hero h1 { margin: 0; max-inline-size: 18ch; font-size: clamp(2rem, 7vw, 3.25rem); }
.hero p { max-inline-size: 40ch; margin: 1rem 0 1.5rem; font-size: 1.125rem; }
.hero svg { display: block; inline-size: 100%; max-inline-size: 26rem; block-size: auto; border-radius: 1rem; margin-inline: auto; }
.program { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 1rem 2rem; margin-block-end: 2rem; padding: 1.25rem clamp(1.125rem, 4vw, 1.75rem); border: 1px solid var(--line); border-radius: 1.25rem; background: var(--card); }
.program > div { flex: 1 1 20rem; min-inline-size: 0; }
.program h2 { margin: 0 0 .25rem; font-size: 1.375rem; line-height: 1.25; overflow-wrap: anywhere; }
.program p { margin: .25rem 0 0; max-inline-size: 60ch; }
.shelf { margin: 0 0 1rem; font-size: 1.375rem; }
h2, .program h2, .sheet h2 { font-family: Georgia, "Times New Roman", "Noto Serif", "Noto Serif Hebrew", serif; font-weight: 600; }
.banner { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .75rem 1rem; margin: 0 0 1.25rem; padding: .875rem 1.125rem; border: 1px solid var(--good); border-radius: .875rem; background: var(--card); }
.products { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: 1.25rem; margin: 0; padding: 0; list-style: none; }
.product { display: flex; flex-direction: column; background: var(--card); border: 1px solid var(--line); border-radius: 1rem; overflow: hidden; }
.product h3 { margin: 1rem 1.125rem 0; font-size: 1.125rem; }
.product p { margin: .125rem 1.125rem 1rem; color: var(--soft); flex: 1; }
.product form { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem .75rem; padding: 0 1.125rem 1.125rem; }
.product button { max-inline-size: 100%; padding-inline: .8125rem; }
.picture svg { display: block; inline-size: 100%; block-size: auto; }
.halves { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem 2.5rem; align-items: start; padding-block-start: .5rem; }
@media (min-width: 56rem) { .halves { grid-template-columns: minmax(0, 1fr) minmax(0, 27rem); } }
.sheet { margin-block-end: 1.5rem; padding: 1.25rem clamp(1rem, 4vw, 1.5rem); border: 1px solid var(--line); border-radius: 1rem; background: var(--card); }
.sheet h2 { margin: 0 0 .75rem; font-size: 1.25rem; }
.sheet .lines { margin: 0; }
.sheet .lines li:last-child { border: 0; }
.terms { display: grid; grid-template-columns: minmax(0, auto) minmax(0, 1fr); gap: .375rem 1rem; margin: 0 0 1rem; }
.terms dt { color: var(--soft); }
.terms dd { margin: 0; overflow-wrap: anywhere; }
.sheet:has(+ .sheet) .terms { margin: 0; }
.narrow { max-inline-size: 36rem; margin-inline: auto; padding-block-start: 1rem; }
.lines { margin: 0 0 1.5rem; padding: 0; list-style: none; }
.lines li { display: flex; align-items: center; gap: 1rem; padding-block: 1rem; border-block-end: 1px solid var(--line); }
.lines .picture { flex: none; inline-size: 5.5rem; border-radius: .625rem; overflow: hidden; }
.grow { flex: 1; min-inline-size: 0; overflow-wrap: anywhere; }
.lines .grow > .hint { display: block; margin: 0 0 .375rem; text-align: start; }
.inline { display: flex; flex-wrap: wrap; gap: .5rem; margin-block-start: .375rem; }
.lines button { white-space: nowrap; min-block-size: 2.25rem; padding: .25rem .75rem; font-size: .9375rem; }
input { min-block-size: 2.75rem; padding: .375rem .75rem; border: 1px solid var(--soft); border-radius: .625rem; background: var(--card); color: var(--ink); font: inherit; }
.inline input { inline-size: 4.5rem; min-block-size: 2.25rem; }
.coupon { display: flex; flex-wrap: wrap; align-items: end; gap: .75rem; margin-block-end: 1rem; }
.coupon input { display: block; inline-size: 100%; margin-block-start: .375rem; }
.yours { align-items: center; padding: .75rem 1rem; border: 1px dashed var(--accent); border-radius: .875rem; }
.coupon strong { display: block; }
.coupon .grow { flex-basis: 9.5rem; }
.coupon .error { flex-basis: 100%; margin: 0; }
.error { color: var(--accent); font-weight: 600; }
.friend { margin-block-end: 1rem; }
.friend summary { inline-size: fit-content; padding-block: .5rem; color: var(--accent); font-weight: 600; cursor: pointer; }
.totals { margin: 0 0 1.25rem; }
.totals div { display: flex; justify-content: space-between; padding-block: .25rem; }
.totals dd { margin: 0; }
.totals .saved { color: var(--good); font-weight: 600; }
.totals .total { margin-block-start: .375rem; padding-block-start: .625rem; border-block-start: 1px solid var(--line); font-size: 1.25rem; font-weight: 700; }
.refunded { color: var(--good); font-weight: 600; }
.tag { display: inline-block; padding: .125rem .625rem; border-radius: 1rem; background: var(--tint); color: var(--soft); font-size: .875rem; }
.hint { margin: .5rem 0 0; color: var(--soft); font-size: .9375rem; }
form > .hint { text-align: center; }
.fields > .hint { margin: -.5rem 0 0; text-align: start; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; }
.fields, .fields label { grid-template-columns: minmax(0, 1fr); }
.fields { display: grid; gap: 1.125rem; }
.fields label { display: grid; gap: .25rem; font-weight: 600; }
.fields input { font-weight: 400; }
.people { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: .75rem; margin-block: 1rem 1.5rem; }
.person { min-block-size: 4rem; background: var(--card); color: var(--ink); border-color: var(--line); overflow-wrap: anywhere; }
.person:hover { border-color: var(--accent); filter: none; }
footer { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .5rem 2rem; padding-block: 1.5rem 2rem; border-block-start: 1px solid var(--line); color: var(--soft); font-size: .9375rem; }
footer p { margin: 0; padding-block: .375rem; }
footer nav { display: flex; flex-wrap: wrap; margin-inline: -.5rem; }
footer a { padding: .375rem .5rem; color: var(--soft); }
footer a[aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
referral-panel, referral-code {
  --referral-accent: var(--accent); --referral-on-accent: var(--on-accent); --referral-background: var(--card);
  --referral-surface: var(--paper); --referral-text: var(--ink); --referral-quiet: var(--soft);
  --referral-border: var(--line); --referral-radius: 1rem; --referral-shadow: none;
}
form + referral-panel { display: block; margin-block-start: 2rem; }
.banner.closed { border-color: var(--line); }
.footer-ends { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;
