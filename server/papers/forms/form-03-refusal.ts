import { readHistory, variablesUpTo, type CaseHistory } from '../case-history.ts';
import { commonObstacle, obstacle } from '../obstacles.ts';
import type { CaseFile, CasePaper, PaperObstacle } from '../paper.ts';
import { standardLetter } from '../standard-letter.ts';
import { joined, words } from '../words.ts';
import { caseContent, personOf } from './case-content.ts';
import { actOf, chosenGrounds, groundsTable, type ListedGround } from './grounds.ts';

const TITLE = words('Phiếu từ chối tiếp nhận giải quyết hồ sơ', 'Refusal');
const STANDARD = standardLetter(
  TITLE,
  [{ label: words('Căn cứ từ chối', 'Ground'), value: 'canCuTuChoi' }],
  [words('Thủ trưởng cơ quan', 'Head of the authority')],
);

/**
 * Form 03, the refusal: on a published ground that rests on an act of the version, and after the step that decides (at the
 * counter the same step, later the signature).
 *
 * @source 61/2018/NĐ-CP Art. 17(2), 19(4)
 */
export const form03: CasePaper = {
  form: '03',
  title: TITLE,
  obstacle(file) {
    const history = readHistory(file.commits, file.procedure);
    return commonObstacle(file, history, '03', STANDARD) ?? refusalObstacle(file, history);
  },
  content(file) {
    const history = readHistory(file.commits, file.procedure);
    const last = lastRefusal(history);
    const decision = last === undefined ? undefined : decisionAfter(history, last.seq);
    const { manifest } = file.procedure;
    const grounds =
      last === undefined ? [] : chosenGrounds(file.procedure, last, manifest?.refusalGrounds ?? []).listed;
    return caseContent(file, history, {
      form: '03',
      standard: STANDARD,
      variables: last === undefined ? {} : { ...variablesUpTo(history, last.seq), ...last.variables },
      tables: [groundsTable(words('Căn cứ từ chối', 'Grounds of refusal'), grounds, manifest)],
      notes: [
        ...conditionsBehind(grounds, file).map((text) =>
          joined([words('Điều kiện không đáp ứng', 'Condition not met'), text], ': '),
        ),
        words(
          'Người nộp có quyền khiếu nại, khởi kiện theo quy định của pháp luật.',
          'The applicant may complain or go to court as the law provides.',
        ),
      ],
      signers: [personOf(file, decision?.by)],
      addressed: true,
      ...(decision === undefined ? {} : { issuedAt: decision.at }),
    });
  },
};

function refusalObstacle(file: CaseFile, history: CaseHistory): PaperObstacle | undefined {
  const last = lastRefusal(history);
  if (last === undefined)
    return obstacle('NOT_PREPARED', 'Chưa có bước nào từ chối hồ sơ.', 'No step has refused the dossier.');
  const { manifest } = file.procedure;
  const { listed, unlisted } = chosenGrounds(file.procedure, last, manifest?.refusalGrounds ?? []);
  if (listed.length === 0 || unlisted.length > 0)
    return obstacle(
      'GROUND_NOT_LISTED',
      'Căn cứ từ chối phải nằm trong danh mục đã công bố của thủ tục.',
      'The ground must stand in the published list of the procedure.',
    );
  const unfounded = listed.find(({ basis }) => actOf(basis, manifest) === undefined);
  if (unfounded !== undefined)
    return obstacle(
      'GROUND_WITHOUT_BASIS',
      `Căn cứ ${unfounded.code} không dẫn đến văn bản nào của phiên bản thủ tục.`,
      `The ground ${unfounded.code} rests on no act of the procedure's version.`,
    );
  if (decisionAfter(history, last.seq) === undefined)
    return obstacle('NOT_SIGNED', 'Thông báo từ chối chưa được ký.', 'The refusal has not been signed.');
  return undefined;
}

function lastRefusal({ letters }: CaseHistory) {
  return letters.findLast(({ form }) => form === '03');
}

/** Refusals are prepared by one step and decided by the same or a later one. */
function decisionAfter({ outcomes }: CaseHistory, seq: number) {
  return outcomes.find((outcome) => outcome.seq > seq && outcome.outcome !== 'GRANTED');
}

/** The conditions of the procedure that stand in the same article as a ground. */
function conditionsBehind(grounds: readonly ListedGround[], { procedure }: CaseFile) {
  const cited = new Set(grounds.map(({ basis }) => basis));
  return (procedure.manifest?.conditions ?? []).filter(({ basis }) => cited.has(basis)).map(({ text }) => text);
}
