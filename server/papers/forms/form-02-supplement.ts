import type { LocalizedText, ProcedureManifest } from '../../../engine/index.ts';
import { readHistory, variablesUpTo, type PreparedLetter } from '../case-history.ts';
import { commonObstacle, obstacle } from '../obstacles.ts';
import type { CasePaper } from '../paper.ts';
import { standardLetter } from '../standard-letter.ts';
import { duration, moment, words } from '../words.ts';
import { caseContent, personOf } from './case-content.ts';
import { chosenGrounds, citation, groundsTable, type ListedGround } from './grounds.ts';

const TITLE = words('Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ', 'Request for a supplement');
const STANDARD = standardLetter(
  TITLE,
  [{ label: words('Nội dung cần bổ sung', 'To be supplemented'), value: 'noiDungBoSung' }],
  [words('Người hướng dẫn', 'Officer')],
);

/**
 * Form 02, the supplement request: every item from the version's closed list, and the first request. A second one counts
 * the dossier as late by the national formula whatever the dates, so the form does not exist for it unless two people have
 * let it happen by an override.
 *
 * @source 61/2018/NĐ-CP Art. 17(2) (once, complete, accurate); 766/QĐ-TTg indicator 2.1
 */
export const form02: CasePaper = {
  form: '02',
  title: TITLE,
  obstacle(file) {
    const history = readHistory(file.commits, file.procedure);
    const common = commonObstacle(file, history, '02', STANDARD);
    if (common !== undefined) return common;
    const requests = history.letters.filter(({ form }) => form === '02');
    const last = requests.at(-1);
    if (last === undefined)
      return obstacle('NOT_PREPARED', 'Chưa có bước nào yêu cầu bổ sung.', 'No step has asked for a supplement.');
    const max = (file.procedure.manifest?.clock.supplement.max ?? 1) + history.extraSupplements;
    if (requests.length > max)
      return obstacle(
        'SUPPLEMENT_LIMIT',
        `Chỉ được yêu cầu bổ sung ${String(max)} lần; đây là lần thứ ${String(requests.length)}.`,
        `A supplement may be asked for ${String(max)} time(s); this is number ${String(requests.length)}.`,
      );
    const chosen = chosenGrounds(file.procedure, last, mayBeAsked(file.procedure.manifest));
    if (chosen.listed.length === 0 || chosen.unlisted.length > 0)
      return obstacle(
        'GROUND_NOT_LISTED',
        'Nội dung yêu cầu bổ sung phải nằm trong danh mục đã công bố của thủ tục.',
        'What is asked for must stand in the published list of the procedure.',
      );
    return undefined;
  },
  content(file) {
    const history = readHistory(file.commits, file.procedure);
    const requests = history.letters.filter(({ form }) => form === '02');
    const last = requests.at(-1);
    const { manifest } = file.procedure;
    return caseContent(file, history, {
      form: '02',
      standard: STANDARD,
      variables: last === undefined ? {} : { ...variablesUpTo(history, last.seq), ...last.variables },
      tables:
        last === undefined
          ? []
          : [
              groundsTable(
                words('Nội dung phải bổ sung, hoàn thiện', 'What must be supplemented'),
                chosenGrounds(file.procedure, last, mayBeAsked(manifest)).listed,
                manifest,
              ),
            ],
      notes: last === undefined ? [] : conditionsOf(last, requests.length, manifest, file.timeZone),
      signers: [personOf(file, last?.by)],
      addressed: true,
      ...(last === undefined ? {} : { issuedAt: last.at }),
    });
  },
};

/** Papers and grounds of the version: nothing else may be asked for. */
function mayBeAsked(manifest: ProcedureManifest | undefined): readonly ListedGround[] {
  const papers = (manifest?.papers ?? []).map(({ id, name, basis }) => ({ code: id, text: name, basis }));
  return [...(manifest?.supplementGrounds ?? []), ...papers];
}

/** Which request it is, by when it is to be answered, and on what it rests. */
function conditionsOf(
  { at }: PreparedLetter,
  number: number,
  manifest: ProcedureManifest | undefined,
  timeZone: string,
): readonly LocalizedText[] {
  const { citizenLimit, basis } = manifest?.clock.supplement ?? {};
  return [
    words(
      `Yêu cầu lần ${String(number)}, lập lúc ${moment(at, timeZone)}.`,
      `Request number ${String(number)}, made at ${moment(at, timeZone)}.`,
    ),
    ...(citizenLimit === undefined
      ? []
      : [
          words(
            `Thời hạn bổ sung: ${duration(citizenLimit).vi} kể từ ngày yêu cầu.`,
            `To be supplemented within ${duration(citizenLimit).en} of this request.`,
          ),
        ]),
    ...(basis === undefined ? [] : [words(`Căn cứ: ${citation(basis)}.`, `Basis: ${citation(basis)}.`)]),
    words('Người nộp được hướng dẫn một lần, đầy đủ.', 'The applicant is guided once and completely.'),
  ];
}
