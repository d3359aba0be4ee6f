import type { CasePaper, CasePaperForm } from '../paper.ts';
import { form01 } from './form-01-receipt.ts';
import { form02 } from './form-02-supplement.ts';
import { form03 } from './form-03-refusal.ts';
import { form04 } from './form-04-apology.ts';
import { form05 } from './form-05-stop.ts';
import { form06 } from './form-06-control-sheet.ts';

/** Every form about one case, by number. A new form is a file and a line here. */
export const CASE_PAPERS: Readonly<Record<CasePaperForm, CasePaper>> = {
  '01': form01,
  '02': form02,
  '03': form03,
  '04': form04,
  '05': form05,
  '06': form06,
};
