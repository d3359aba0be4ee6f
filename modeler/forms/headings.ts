import { MarkdownRenderer } from '@bpmn-io/form-js-viewer';
import { lowerHeadings } from './lower-headings.ts';

/** Headings within a form's texts, one level lower: the page around the form has the first level for itself. */
class BelowThePage extends MarkdownRenderer {
  override render(markdown: string): string {
    return lowerHeadings(super.render(markdown));
  }
}

/** The form-js module that keeps one first-level heading to a page. */
export const formHeadingsModule = { markdownRenderer: ['type', BelowThePage] as const };
