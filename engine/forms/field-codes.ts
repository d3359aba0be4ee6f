import type { LocalizedText } from '../model/expression.ts';
import type { Json, JsonObject } from '../model/json.ts';

/**
 * What can be wrong with a field of a submission, in words. Codes are public API: added, never renamed. Messages name the
 * field, say the rule and what was found; they never repeat text that a person entered.
 */
export const FIELD_MESSAGES = {
  type: say(
    (field, p) => `${field} phải là ${word(p['expected'], VI_TYPES)}.`,
    (field, p) => `${field} must be ${word(p['expected'], EN_TYPES)}.`,
  ),
  unknownField: say(
    (field) => `${field} không có trong biểu mẫu; hãy bỏ trường này.`,
    (field) => `${field} is not in the form; leave it out.`,
  ),
  hiddenField: say(
    (field) => `${field} đang ẩn theo các câu trả lời khác; hãy bỏ trường này.`,
    (field) => `${field} is hidden by the other answers; leave it out.`,
  ),
  readonlyField: say(
    (field) => `${field} chỉ để xem, không được sửa.`,
    (field) => `${field} is shown only and cannot be changed.`,
  ),
  required: say(
    (field) => `${field} là bắt buộc; hãy nhập giá trị.`,
    (field) => `${field} is required; enter a value.`,
  ),
  characters: say(
    (field) => `${field} chứa ký tự điều khiển hoặc xuống dòng không được phép.`,
    (field) => `${field} holds control characters or line breaks that it may not.`,
  ),
  minLength: say(
    (field, p) => `${field} phải có ít nhất ${show(p['limit'])} ký tự, đang có ${show(p['actual'])}.`,
    (field, p) => `${field} must have at least ${show(p['limit'])} characters, it has ${show(p['actual'])}.`,
  ),
  maxLength: say(
    (field, p) => `${field} chỉ được có nhiều nhất ${show(p['limit'])} ký tự, đang có ${show(p['actual'])}.`,
    (field, p) => `${field} may have at most ${show(p['limit'])} characters, it has ${show(p['actual'])}.`,
  ),
  pattern: say(
    (field, p) => own(p, 'vi') ?? `${field} không đúng mẫu quy định (${show(p['pattern'])}).`,
    (field, p) => own(p, 'en') ?? `${field} does not have the required form (${show(p['pattern'])}).`,
  ),
  email: say(
    (field) => `${field} phải là địa chỉ thư điện tử, ví dụ ten@example.vn.`,
    (field) => `${field} must be an e-mail address, such as name@example.vn.`,
  ),
  phone: say(
    (field) => `${field} phải là số điện thoại quốc tế, ví dụ +84912345678.`,
    (field) => `${field} must be an international phone number, such as +84912345678.`,
  ),
  decimals: say(
    (field, p) =>
      p['limit'] === 0
        ? `${field} phải là số nguyên, đang là ${show(p['actual'])}.`
        : `${field} chỉ được có nhiều nhất ${show(p['limit'])} chữ số thập phân, đang là ${show(p['actual'])}.`,
    (field, p) =>
      p['limit'] === 0
        ? `${field} must be a whole number, it is ${show(p['actual'])}.`
        : `${field} may have at most ${show(p['limit'])} decimals, it is ${show(p['actual'])}.`,
  ),
  increment: say(
    (field, p) => `${field} phải là bội số của ${show(p['limit'])}, đang là ${show(p['actual'])}.`,
    (field, p) => `${field} must be a multiple of ${show(p['limit'])}, it is ${show(p['actual'])}.`,
  ),
  minimum: say(
    (field, p) => `${field} phải từ ${show(p['limit'])} trở lên, đang là ${show(p['actual'])}.`,
    (field, p) => `${field} must be at least ${show(p['limit'])}, it is ${show(p['actual'])}.`,
  ),
  maximum: say(
    (field, p) => `${field} phải từ ${show(p['limit'])} trở xuống, đang là ${show(p['actual'])}.`,
    (field, p) => `${field} must be at most ${show(p['limit'])}, it is ${show(p['actual'])}.`,
  ),
  limitUnknown: say(
    (field) =>
      `Không tính được giới hạn của ${field}; hãy kiểm tra các trường liên quan hoặc báo người quản trị quy trình.`,
    (field) => `The limit of ${field} cannot be computed; check the fields that it depends on, or tell the analyst.`,
  ),
  notAnOption: say(
    (field) => `${field} phải được chọn trong danh sách.`,
    (field) => `${field} must be chosen from the list.`,
  ),
  duplicate: say(
    (field) => `${field} có giá trị bị chọn hai lần.`,
    (field) => `${field} holds a value twice.`,
  ),
  date: say(
    (field) => `${field} phải là ngày có thật, dạng năm-tháng-ngày (2026-11-24).`,
    (field) => `${field} must be a date that exists, as year-month-day (2026-11-24).`,
  ),
  time: say(
    (field, p) => `${field} phải là giờ có thật, dạng ${show(p['form'])}.`,
    (field, p) => `${field} must be a time that exists, as ${show(p['form'])}.`,
  ),
  datetime: say(
    (field, p) => `${field} phải là ngày giờ có thật, dạng ${show(p['form'])}.`,
    (field, p) => `${field} must be a date and time that exist, as ${show(p['form'])}.`,
  ),
  pastDate: say(
    (field, p) => `${field} không được trước ngày hôm nay (${show(p['limit'])}).`,
    (field, p) => `${field} must not be before today (${show(p['limit'])}).`,
  ),
  timeInterval: say(
    (field, p) => `${field} phải theo bước ${show(p['limit'])} phút.`,
    (field, p) => `${field} must fall on steps of ${show(p['limit'])} minutes.`,
  ),
  minRows: say(
    (field, p) => `${field} phải có ít nhất ${show(p['limit'])} dòng, đang có ${show(p['actual'])}.`,
    (field, p) => `${field} must have at least ${show(p['limit'])} rows, it has ${show(p['actual'])}.`,
  ),
  maxRows: say(
    (field, p) => `${field} chỉ được có nhiều nhất ${show(p['limit'])} dòng, đang có ${show(p['actual'])}.`,
    (field, p) => `${field} may have at most ${show(p['limit'])} rows, it has ${show(p['actual'])}.`,
  ),
  fixedRows: say(
    (field, p) => `${field} không được thêm hoặc bớt dòng: phải có ${show(p['limit'])}, đang có ${show(p['actual'])}.`,
    (field, p) =>
      `Rows of ${field} cannot be added or removed: there must be ${show(p['limit'])}, there are ${show(p['actual'])}.`,
  ),
  maxFiles: say(
    (field, p) => `${field} chỉ được có nhiều nhất ${show(p['limit'])} tệp, đang có ${show(p['actual'])}.`,
    (field, p) => `${field} may have at most ${show(p['limit'])} files, it has ${show(p['actual'])}.`,
  ),
  file: say(
    (field) => `${field} phải là tệp đã tải lên (id, name, type, size, hash).`,
    (field) => `${field} must be a file that has been uploaded (id, name, type, size, hash).`,
  ),
  fileType: say(
    (field, p) => `${field} chỉ nhận tệp loại ${show(p['accept'])}.`,
    (field, p) => `${field} takes only files of type ${show(p['accept'])}.`,
  ),
  fileSize: say(
    (field, p) => `${field}: mỗi tệp chỉ được tối đa ${show(p['limit'])} byte.`,
    (field, p) => `${field}: each file may have at most ${show(p['limit'])} bytes.`,
  ),
  rule: say(
    (field, p) => own(p, 'vi') ?? `${field} không đúng quy tắc ${show(p['rule'])}.`,
    (field, p) => own(p, 'en') ?? `${field} breaks the rule ${show(p['rule'])}.`,
  ),
  ruleFailed: say(
    (field, p) => `Không kiểm tra được quy tắc ${show(p['rule'])} của ${field}; hãy báo người quản trị quy trình.`,
    (field, p) => `The rule ${show(p['rule'])} on ${field} cannot be checked; tell the analyst.`,
  ),
} as const satisfies Record<string, FieldMessage>;

export type FieldCode = keyof typeof FIELD_MESSAGES;

export function isFieldCode(text: string): text is FieldCode {
  return Object.hasOwn(FIELD_MESSAGES, text);
}

type Say = (field: string, params: JsonObject) => string;
interface FieldMessage {
  readonly vi: Say;
  readonly en: Say;
}

/** The message of a finding; `field` is how each language calls the field, quoted and with its row. */
export function fieldMessage(code: FieldCode, field: Required<LocalizedText>, params: JsonObject): LocalizedText {
  const message = FIELD_MESSAGES[code];
  return { vi: message.vi(field.vi, params), en: message.en(field.en, params) };
}

const VI_TYPES: Readonly<Record<string, string>> = {
  string: 'văn bản',
  number: 'số',
  boolean: 'có hoặc không',
  array: 'danh sách',
  object: 'nhóm trường',
};
const EN_TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
};

function say(vi: Say, en: Say): FieldMessage {
  return { vi, en };
}

function word(value: Json | undefined, words: Readonly<Record<string, string>>): string {
  return words[show(value)] ?? show(value);
}

function show(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

/** The analyst's own message; English falls back to Vietnamese. */
function own(params: JsonObject, language: 'vi' | 'en'): string | undefined {
  const message = params['message'];
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return undefined;
  const texts = message as JsonObject;
  const text = texts[language] ?? texts['vi'];
  return typeof text === 'string' ? text : undefined;
}
