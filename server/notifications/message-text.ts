import type { Json, JsonObject } from '../../engine/index.ts';
import { moment } from '../papers/words.ts';
import type { NotificationRecord } from '../store/records.ts';

/** An e-mail as people read it: Vietnamese first, English below. Plain text, because it says three things. */
export interface MessageText {
  readonly subject: string;
  readonly text: string;
}

interface Particulars {
  readonly dossier: string;
  readonly procedure: { readonly vi: string; readonly en: string };
  readonly dueAt: string | undefined;
  readonly previousDueAt: string | undefined;
  readonly incident: string;
  readonly deadline: { readonly level: string; readonly step: string | undefined };
}

type Template = (particulars: Particulars) => { readonly subject: string; readonly vi: string; readonly en: string };

/** One template for each topic that people hear of. */
const TEMPLATES: Readonly<Record<Exclude<NotificationRecord['topic'], 'status-changed'>, Template>> = {
  received: ({ dossier, procedure, dueAt }) => ({
    subject: `Đã tiếp nhận hồ sơ ${dossier} / Dossier received`,
    vi: `Hồ sơ ${dossier} (${procedure.vi}) đã được tiếp nhận.${dueAt === undefined ? '' : ` Hẹn trả kết quả: ${dueAt}.`}`,
    en: `Dossier ${dossier} (${procedure.en}) has been received.${dueAt === undefined ? '' : ` The result is due at ${dueAt}.`}`,
  }),
  'supplement-requested': ({ dossier, procedure }) => ({
    subject: `Yêu cầu bổ sung hồ sơ ${dossier} / Supplement requested`,
    vi: `Hồ sơ ${dossier} (${procedure.vi}) cần được bổ sung. Nội dung phải bổ sung ghi trong Phiếu yêu cầu bổ sung (Mẫu 02).`,
    en: `Dossier ${dossier} (${procedure.en}) needs a supplement. What is missing stands in the request (form 02).`,
  }),
  'appointment-changed': ({ dossier, procedure, dueAt = '—', previousDueAt = '—' }) => ({
    subject: `Thay đổi ngày hẹn trả kết quả hồ sơ ${dossier} / New appointment`,
    vi: `Ngày hẹn trả kết quả của hồ sơ ${dossier} (${procedure.vi}) đổi từ ${previousDueAt} thành ${dueAt}. Cơ quan giải quyết xin lỗi vì sự thay đổi này.`,
    en: `The appointment of dossier ${dossier} (${procedure.en}) has moved from ${previousDueAt} to ${dueAt}. We apologise for the change.`,
  }),
  'result-ready': ({ dossier, procedure }) => ({
    subject: `Đã có kết quả hồ sơ ${dossier} / The result is ready`,
    vi: `Hồ sơ ${dossier} (${procedure.vi}) đã xử lý xong. Mời nhận kết quả tại nơi ghi trên giấy hẹn.`,
    en: `Dossier ${dossier} (${procedure.en}) has been processed. The result can be collected where the slip says.`,
  }),
  deadline: ({ dossier, procedure, dueAt = '—', deadline: { level, step } }) => {
    const { vi, en } = LEVELS[level] ?? { vi: level, en: level };
    const of =
      step === undefined ? { vi: 'hồ sơ', en: 'the case' } : { vi: `bước “${step}”`, en: `the step “${step}”` };
    return {
      subject: `${vi}: hồ sơ ${dossier} / ${en}`,
      vi: `${vi} của ${of.vi}, hồ sơ ${dossier} (${procedure.vi}); hạn ${dueAt}.`,
      en: `${en} of ${of.en}, dossier ${dossier} (${procedure.en}); due ${dueAt}.`,
    };
  },
  incident: ({ dossier, procedure, incident }) => ({
    subject: `Sự cố ${incident} tại hồ sơ ${dossier} / Incident`,
    vi: `Hồ sơ ${dossier} (${procedure.vi}) vướng sự cố ${incident}; mở trang Vận hành để xử lý.`,
    en: `Case ${dossier} (${procedure.en}) is stuck with ${incident}; open the operator's page.`,
  }),
};

const LEVELS: Readonly<Record<string, { readonly vi: string; readonly en: string }>> = {
  HALF: { vi: 'Đã dùng 50% thời hạn', en: 'Half of the time is used' },
  THREE_QUARTERS: { vi: 'Đã dùng 75% thời hạn', en: 'Three quarters of the time are used' },
  DUE: { vi: 'Đã đến hạn', en: 'The due date has come' },
  OVERDUE: { vi: 'Đã quá hạn', en: 'The due date has passed' },
};

/** Writes the message of a notification. Pure; undefined for a topic that is for systems only. */
export function messageText(record: NotificationRecord, timeZone: string): MessageText | undefined {
  const { topic, content, caseId } = record;
  if (topic === 'status-changed') return undefined;
  const name = objectIn(objectIn(content['procedure'])['name']);
  const vi = textIn(name['vi']) ?? textIn(objectIn(content['procedure'])['code']) ?? '';
  const { subject, ...body } = TEMPLATES[topic]({
    dossier: textIn(content['dossierCode']) ?? caseId,
    procedure: { vi, en: textIn(name['en']) ?? vi },
    dueAt: localMoment(content['dueAt'], timeZone),
    previousDueAt: localMoment(content['previousDueAt'], timeZone),
    incident: textIn(objectIn(content['incident'])['code']) ?? '',
    deadline: {
      level: textIn(objectIn(content['deadline'])['level']) ?? '',
      step: textIn(objectIn(content['deadline'])['step']),
    },
  });
  return { subject, text: `${body.vi}\n\n${body.en}\n` };
}

function localMoment(value: Json | undefined, timeZone: string): string | undefined {
  const instant = textIn(value);
  return instant === undefined ? undefined : moment(instant, timeZone);
}

function textIn(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function objectIn(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
