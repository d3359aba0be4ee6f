import pdfmake from 'pdfmake';
import roboto from 'pdfmake/fonts/Roboto.js';
import { layout, type PaperLanguage } from './layout.ts';
import type { PaperContent } from './paper.ts';

// Roboto comes with pdfmake and has every Vietnamese letter; only its files may be read, and nothing over the network.
const fontFiles = new Set(Object.values(roboto.Roboto));
pdfmake.addFonts(roboto);
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => fontFiles.has(path));

/** Prints a paper. The only place that knows pdfmake. */
export function renderPdf(content: PaperContent, language: PaperLanguage): Promise<Buffer> {
  return pdfmake.createPdf(layout(content, language)).getBuffer();
}
