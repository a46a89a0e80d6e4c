/** The one stylesheet of the hosted pages: logical properties only, so that it serves both directions. */
export const STYLES = `
:root {
  color-scheme: light dark;
  --ground: #f6f4ef; --card: #fff; --ink: #1d2420; --soft: #58625c; --line: #e3dfd6;
  --accent: var(--referral-accent, #0d6b50); --on-accent: var(--referral-on-accent, #fff);
  --accent-text: var(--referral-accent-text, #0d6b50); --tint: var(--referral-tint, #e8f3ee);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #121614; --card: #1b211e; --ink: #edf1ee; --soft: #a9b5ae; --line: #313a35;
    --accent: var(--referral-accent, #6fd6b0); --on-accent: var(--referral-on-accent, #08251b);
    --accent-text: var(--referral-accent-text, #6fd6b0); --tint: var(--referral-tint, #1f302a);
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-block-size: 100vh; background: var(--ground); color: var(--ink);
  font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Hebrew", sans-serif;
  display: flex; flex-direction: column;
}
header, main, footer { inline-size: 100%; max-inline-size: 36rem; margin-inline: auto; padding-inline: 1.25rem; }
header { padding-block: 2rem 1rem; font-weight: 650; letter-spacing: .01em; overflow-wrap: anywhere; }
.logo { display: block; inline-size: auto; max-inline-size: min(14rem, 100%); block-size: auto; max-block-size: 4rem; border-radius: .5rem; }
@media (prefers-color-scheme: dark) { .logo { padding: .375rem .5rem; background: #fff; } }
main { flex: 1; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 1.25rem; padding: clamp(1.25rem, 5vw, 2.25rem); }
.picture { display: block; inline-size: 100%; block-size: auto; max-block-size: 18rem; margin-block-end: 1.5rem; border-radius: .75rem; object-fit: cover; }
.eyebrow { margin: 0 0 .5rem; color: var(--accent-text); font-size: .9375rem; font-weight: 600; }
h1, .headline { margin: 0; font-weight: 700; font-size: clamp(1.75rem, 6.5vw, 2.5rem); line-height: 1.15; letter-spacing: -.015em; text-wrap: balance; overflow-wrap: anywhere; }
h2:not(.headline) { margin: 0 0 .5rem; font-size: 1rem; }
p { margin: .75rem 0 0; }
ul { margin: 1.25rem 0 0; padding: 0; list-style: none; display: grid; gap: .625rem; }
li { display: grid; grid-template-columns: 1.25rem 1fr; gap: .625rem; overflow-wrap: anywhere; }
li svg { inline-size: 1.25rem; block-size: 1.25rem; margin-block-start: .1875rem; fill: none; stroke: var(--accent-text); stroke-width: 2.25; stroke-linecap: round; stroke-linejoin: round; }
.code { margin-block-start: 1.5rem; padding: .875rem 1rem; background: var(--tint); border-radius: .875rem; display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; }
.code span { flex: 1; min-inline-size: 8rem; }
.label { display: block; color: var(--soft); font-size: .875rem; }
.code strong { display: block; font: 650 1.375rem/1.3 ui-monospace, "SF Mono", Menlo, Consolas, monospace; letter-spacing: .06em; overflow-wrap: anywhere; }
[dir=rtl] .code strong { text-align: right; }
.button {
  display: block; min-block-size: 3rem; margin-block-start: 1.25rem; padding: .75rem 1.25rem; border-radius: .875rem;
  background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 650; text-align: center;
  text-decoration: none; overflow-wrap: anywhere;
}
.button:hover { filter: brightness(1.08); }
.small { min-block-size: 2.5rem; padding: .375rem 1rem; border: 1px solid var(--accent-text); border-radius: .625rem; background: transparent; color: var(--accent-text); font: inherit; font-weight: 600; cursor: pointer; }
.hint { margin-block-start: .625rem; color: var(--soft); font-size: .9375rem; text-align: center; }
.more { margin: 1.75rem .25rem 0; color: var(--soft); font-size: .9375rem; }
.more h2 { color: var(--ink); }
.more ul { margin-block-start: .25rem; gap: .25rem; }
.more li { display: list-item; list-style: disc; margin-inline-start: 1.125rem; }
footer { padding-block: 2rem; }
footer nav { display: flex; margin-inline: -.625rem; flex-wrap: wrap; gap: .25rem; font-size: .875rem; }
footer a { color: var(--soft); padding: .375rem .625rem; border-radius: .5rem; text-decoration: none; }
footer a:hover { text-decoration: underline; }
footer a[aria-current] { color: var(--ink); font-weight: 600; }
referral-panel {
  --referral-accent: var(--accent); --referral-on-accent: var(--on-accent); --referral-accent-text: var(--accent-text);
  --referral-background: var(--card);
  --referral-surface: var(--tint); --referral-text: var(--ink); --referral-quiet: var(--soft);
  --referral-border: var(--line); --referral-shadow: none;
}
:focus-visible { outline: 3px solid var(--accent-text); outline-offset: 3px; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden] { display: none !important; }
@media (prefers-reduced-motion: no-preference) { .card { animation: rise .35s ease-out both; } }
@keyframes rise { from { opacity: 0; transform: translateY(.5rem); } }
`;
