/** `h1` to `h5` become `h2` to `h6`. */
export function lowerHeadings(html: string): string {
  return html.replace(
    /<(\/?)h([1-5])\b/g,
    (_, slash: string, level: string) => `<${slash}h${String(Number(level) + 1)}`,
  );
}
