/** The styles of what stands around the shop itself: the guide above it, and what the server sent below it. */
export const GUIDE_STYLES = `
.tour { display: grid; grid-template-columns: minmax(0, 1fr); gap: .625rem 1.5rem; align-items: center; padding: .875rem max(1.25rem, calc((100% - 65.5rem) / 2)); background: #33271f; color: #fbf7f0; }
@media (min-width: 56rem) { .tour { grid-template-columns: minmax(0, 1fr) auto; } .tour ol { grid-column: 1 / -1; } }
.tour ol { display: flex; flex-wrap: wrap; gap: .25rem .5rem; margin: 0; padding: 0; list-style: none; font-size: .875rem; }
.tour li { padding: .0625rem .625rem; border: 1px solid currentColor; border-radius: 1rem; overflow-wrap: anywhere; }
.tour li.done { border-style: dashed; }
.tour li.done::after { content: " \\2713"; }
.tour li[aria-current] { background: #fbf7f0; color: #33271f; font-weight: 700; }
.tour p { margin: 0; overflow-wrap: anywhere; }
.tour-step { font-weight: 700; margin-inline-end: .25rem; }
.tour-acts { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; }
.tour form { display: contents; }
.tour button, .tour .button { min-block-size: 2.5rem; padding-block: .375rem; border-color: #fbf7f0; background: #fbf7f0; color: #33271f; }
.tour .second, .tour .quiet { background: transparent; color: #fbf7f0; }
.tour .quiet { border-color: transparent; text-decoration: underline; text-underline-offset: .2em; }
.tour .quiet:hover { background: transparent; color: #fbf7f0; }
.tour :focus-visible { outline-color: #fbf7f0; }
.drawer { inline-size: 100%; max-inline-size: 68rem; margin-inline: auto; padding: 0 1.25rem 2rem; }
.drawer > details { border: 1px solid var(--line); border-radius: 1rem; background: var(--card); }
.drawer summary { padding: .75rem 1.125rem; font-weight: 600; cursor: pointer; overflow-wrap: anywhere; }
.drawer > details > :not(summary) { margin-inline: 1.125rem; }
.drawer-part { margin: .75rem 0 .375rem; color: var(--soft); font-size: .9375rem; font-weight: 600; }
.call { margin-block-end: .75rem; border: 1px solid var(--line); border-radius: .75rem; }
.call > :not(summary) { margin-inline: 1rem; }
.call summary { font: 600 .9375rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.call pre, .call .header { margin-block: 0 .75rem; padding: .75rem; border-radius: .5rem; background: var(--paper); font: .8125rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; text-align: left; }
.call code { font: inherit; }
.call button { margin-block-end: .25rem; }
.tag.bad { color: var(--accent); font-weight: 700; }
`;
