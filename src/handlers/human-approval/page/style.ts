import { createHash } from 'node:crypto';

/**
 * The one style sheet. Colours have a contrast of 4.5 to 1 or more on both grounds (WCAG 2.2 AA); nothing is told by colour alone.
 * Texts are clipped to their own place: marks piled on marks would else be painted over what stands beside them.
 */
export const STYLE = `
:root { color-scheme: light dark;
  --ground: #f4f5f7; --sheet: #ffffff; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de;
  --go: #1a6e35; --stop: #b3261e; --note: #0b57a4; --on: #ffffff; }
@media (prefers-color-scheme: dark) { :root {
  --ground: #0f1318; --sheet: #181d24; --ink: #e6eaef; --soft: #a3adb8; --line: #3a434e;
  --go: #6fdc92; --stop: #ff9d94; --note: #86bdff; --on: #0f1318; } }
*, *::before, *::after { box-sizing: border-box; }
html { background: var(--ground); color: var(--ink); font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0; padding: 1rem; }
main { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1.25rem; background: var(--sheet); border: 1px solid var(--line); border-radius: 12px; }
h1, h2, p, dd, dt, li { overflow-wrap: anywhere; min-width: 0; overflow: clip; overflow-clip-margin: .3em; }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; font-size: 1.1rem; line-height: 1.3; }
p { margin: 0 0 .75rem; }
.kicker, .hint, dt, .votes small { color: var(--soft); font-size: .9rem; }
.kicker { margin: 0 0 .35rem; }
.text { display: block; white-space: pre-wrap; }
dl { margin: 1.25rem 0 0; border-top: 1px solid var(--line); }
dl > div { display: grid; grid-template-columns: minmax(0, 1fr); padding: .6rem 0; border-bottom: 1px solid var(--line); align-items: baseline; }
dd { margin: 0; }
.notice { margin: 0 0 1.25rem; padding: .75rem 1rem; border: 1px solid var(--line); border-left: 5px solid var(--note); border-radius: 6px; }
.notice.bad { border-left-color: var(--stop); }
.notice.good { border-left-color: var(--go); }
.notice p:last-child { margin: 0; }
.votes { margin: 0; padding: 0; list-style: none; }
.votes li { padding: .6rem 0; border-bottom: 1px solid var(--line); }
.votes small { display: block; }
form { margin: 2rem 0 0; }
label { display: block; font-weight: 600; }
.problem { margin: .25rem 0; color: var(--stop); font-weight: 600; }
textarea { display: block; width: 100%; min-height: 6.5rem; margin: .4rem 0 1rem; padding: .6rem .7rem; font: inherit; color: inherit; background: var(--ground);
  border: 1px solid var(--soft); border-radius: 6px; resize: vertical; }
textarea[aria-invalid] { border: 2px solid var(--stop); }
.choices { display: flex; flex-wrap: wrap; gap: .75rem; }
button { flex: 1 1 8rem; min-height: 48px; padding: .6rem 1.25rem; font: inherit; font-weight: 600; border: 2px solid; border-radius: 8px; cursor: pointer; }
.approve { color: var(--on); background: var(--go); border-color: var(--go); }
.reject { color: var(--stop); background: transparent; border-color: var(--stop); }
:focus-visible { outline: 3px solid var(--note); outline-offset: 3px; }
@media (min-width: 34rem) {
  body { padding: 3rem 1rem; } main { padding: 2rem 2.25rem; }
  dl > div { grid-template-columns: minmax(0, 12rem) minmax(0, 1fr); gap: 1rem; } }
`;

/** What the Content Security Policy names it by. */
export const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE, 'utf8').digest('base64')}`;
