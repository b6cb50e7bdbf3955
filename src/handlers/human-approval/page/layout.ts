import { Content, html, Html } from './html';
import { STYLE } from './style';

/** A whole page with these contents. */
export function layout(title: string, contents: Content): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
${contents}
</main>
</body>
</html>
`.markup;
}
