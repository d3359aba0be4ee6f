import { MarkdownRenderer } from '@bpmn-io/form-js-viewer';

/** Headings within a form's texts, one level lower: the page around the form has the first level for itself. */
class BelowThePage extends MarkdownRenderer {
  override render(markdown: string): string {
    return lowerHeadings(super.render(markdown));
  }
}

/** `h1` to `h5` become `h2` to `h6`. */
export const lowerHeadings = (html: string): string =>
  html.replace(/<(\/?)h([1-5])\b/g, (_, slash: string, level: string) => `<${slash}h${String(Number(level) + 1)}`);

/** The form-js module that keeps one first-level heading to a page. */
export const formHeadingsModule = { markdownRenderer: ['type', BelowThePage] as const };
