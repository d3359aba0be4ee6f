import type { Bilingual } from '../model/expression.ts';
import {
  DEEMED_KINDS,
  type AssignmentRule,
  type ClockAction,
  type DeemedEffect,
  type StepStatute,
  type TimeLimit,
  type TimerStatute,
  type TimeUnit,
} from '../model/statute.ts';
import { describeVi } from './describe-vi.ts';
import { describe, type Findings } from './findings.ts';
import { given } from './given.ts';
import { readFeel } from './read-expression.ts';
import { statuteElements, type Extensible } from './read-extensions.ts';

type Attributes = Readonly<Record<string, string | undefined>>;

const UNITS: readonly TimeUnit[] = ['WORKING_DAY', 'WORKING_HOUR', 'CALENDAR_DAY', 'MONTH'];
const ACTIONS: readonly ClockAction[] = ['START', 'PAUSE', 'RESUME', 'RESTART', 'STOP'];
const ASSIGNMENT_RULES: readonly AssignmentRule[] = ['ROUND_ROBIN', 'LEAST_LOADED', 'DRAW'];
const GROUNDS = ['supplement', 'refusal'] as const;
const ORIGINS = ['ACTIVATION', 'BEFORE_CASE_DUE', 'BEFORE_STEP_DUE'] as const;

/** What the law says of a step, from its `statute:` extension elements; undefined where it says nothing. */
export function readStepStatute(element: Extensible, findings: Findings): StepStatute | undefined {
  const limit = statuteElements(element, 'TimeLimit')[0];
  const change = statuteElements(element, 'LimitChange')[0];
  const extension = statuteElements(element, 'Extension')[0];
  const clock = statuteElements(element, 'Clock')[0];
  const status = statuteElements(element, 'PublicStatus')[0];
  const grounds = statuteElements(element, 'Grounds')[0];
  const assignment = statuteElements(element, 'Assignment')[0];
  const statute: StepStatute = {
    legalBasis: statuteElements(element, 'LegalBasis').flatMap((basis) => words(basis.ref)),
    notBy: statuteElements(element, 'Separation').flatMap((separation) => words(separation.notBy)),
    ...given({
      timeLimit: limit && readTimeLimit(limit, element, findings),
      limitChange: change && readTimeLimit(change, element, findings),
      extension: extension && readExtension(extension, element, findings),
      publicStatus: status && readPublicStatus(status, element, findings),
      onEnter:
        clock &&
        oneOf(clock.onEnter, ACTIONS, { en: 'clock action', vi: 'hành động trên thời hạn' }, element, findings),
      onLeave:
        clock &&
        oneOf(clock.onLeave, ACTIONS, { en: 'clock action', vi: 'hành động trên thời hạn' }, element, findings),
      assignment:
        assignment &&
        oneOf(
          assignment.rule,
          ASSIGNMENT_RULES,
          { en: 'rule of assignment', vi: 'quy tắc phân công' },
          element,
          findings,
          true,
        ),
      outcome: text(statuteElements(element, 'Outcome')[0]?.code),
      letter: text(statuteElements(element, 'Letter')[0]?.form),
      grounds:
        grounds && oneOf(grounds.list, GROUNDS, { en: 'list of grounds', vi: 'danh mục căn cứ' }, element, findings),
    }),
  };
  const empty = Object.keys(statute).length === 2 && statute.legalBasis.length === 0 && statute.notBy.length === 0;
  return empty ? undefined : statute;
}

/** `statute:timer` of a timer event definition. `event` is the event that carries it, for the finding. */
export function readTimerStatute(
  definition: Extensible,
  event: Extensible,
  findings: Findings,
): TimerStatute | undefined {
  const timer = statuteElements(definition, 'Timer')[0];
  if (timer === undefined) return undefined;
  const duration = readTimeLimit(timer, event, findings);
  if (duration === undefined) return undefined;
  const deemed = readDeemed(timer, event, findings);
  return {
    duration,
    from:
      timer.from === undefined
        ? 'ACTIVATION'
        : (oneOf(timer.from, ORIGINS, { en: 'origin of a timer', vi: 'mốc tính hẹn giờ' }, event, findings) ??
          'ACTIVATION'),
    ...given({ deemed }),
  };
}

/** An effect that the law names is nothing without the words in which history, papers and the applicant are told of it. */
function readDeemed(timer: Attributes, event: Extensible, findings: Findings): DeemedEffect | undefined {
  const vi = text(timer.deemedVi) ?? text(timer.deemedEn);
  const effect = { en: 'legal effect of silence', vi: 'hệ quả pháp lý của việc im lặng' };
  const kind = oneOf(text(timer.deemed), DEEMED_KINDS, effect, event, findings);
  if (vi !== undefined) return { vi, ...given({ en: text(timer.deemedEn), kind }) };
  if (kind === undefined) return undefined;
  findings.error(
    'statute-attribute',
    event,
    {
      en: `${describe(event)} gives silence the effect ${kind}, and does not say it in words.`,
      vi: `${describeVi(event)} quy định im lặng có hệ quả ${kind} nhưng không diễn đạt bằng lời.`,
    },
    { en: 'Write deemedVi and deemedEn.', vi: 'Ghi deemedVi và deemedEn.' },
  );
  return undefined;
}

/** Fractions exist in working units only: nobody can say when half a calendar month ends. */
function readTimeLimit(attributes: Attributes, element: Extensible, findings: Findings): TimeLimit | undefined {
  const unit = oneOf(attributes.unit, UNITS, { en: 'unit of time', vi: 'đơn vị thời gian' }, element, findings, true);
  const value = Number(attributes.value?.replace(',', '.'));
  const whole = unit === 'CALENDAR_DAY' || unit === 'MONTH';
  if (
    text(attributes.value) === undefined ||
    !Number.isFinite(value) ||
    value < 0 ||
    (whole && !Number.isInteger(value))
  ) {
    findings.error(
      'statute-attribute',
      element,
      {
        en: `The time limit of ${describe(element)} has the value '${attributes.value ?? ''}'.`,
        vi: `Thời hạn của ${describeVi(element)} có giá trị “${attributes.value ?? ''}”.`,
      },
      {
        en: whole ? 'Write a whole number of calendar days or months.' : 'Write a number such as 3 or 3.5.',
        vi: whole ? 'Viết số nguyên ngày theo lịch hoặc tháng.' : 'Viết một số, ví dụ 3 hoặc 3.5.',
      },
    );
    return undefined;
  }
  return unit && { value, unit, ...given({ basis: text(attributes.basis) }) };
}

/** The length is FEEL, with or without a leading `=`, for the person who signs says how long. */
function readExtension(attributes: Attributes, element: Extensible, findings: Findings): StepStatute['extension'] {
  const value = readFeel(attributes.value, { element, what: { en: 'extension', vi: 'thời gian gia hạn' } }, findings);
  const unit = oneOf(attributes.unit, UNITS, { en: 'unit of time', vi: 'đơn vị thời gian' }, element, findings, true);
  return value !== undefined && unit !== undefined ? { value, unit } : undefined;
}

function readPublicStatus(attributes: Attributes, element: Extensible, findings: Findings): number | undefined {
  const code = Number(attributes.code);
  if (Number.isInteger(code) && code >= 1 && code <= 10) return code;
  findings.error(
    'statute-attribute',
    element,
    {
      en: `The public status of ${describe(element)} is '${attributes.code ?? ''}'.`,
      vi: `Trạng thái công khai của ${describeVi(element)} là “${attributes.code ?? ''}”.`,
    },
    {
      en: 'The national portal knows the statuses 1 to 10.',
      vi: 'Cổng Dịch vụ công quốc gia có các trạng thái từ 1 đến 10.',
    },
  );
  return undefined;
}

function oneOf<T extends string>(
  value: string | undefined,
  allowed: readonly T[],
  what: Bilingual,
  element: Extensible,
  findings: Findings,
  required = false,
): T | undefined {
  if (value === undefined && !required) return undefined;
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) {
    findings.error(
      'statute-attribute',
      element,
      {
        en: `'${value ?? ''}' on ${describe(element)} is no ${what.en}.`,
        vi: `“${value ?? ''}” ở ${describeVi(element)} không phải ${what.vi}.`,
      },
      { en: `Write one of ${allowed.join(', ')}.`, vi: `Viết một trong các giá trị ${allowed.join(', ')}.` },
    );
  }
  return found;
}

/** Several references in one attribute are separated by white space or commas. */
function words(value: string | undefined): readonly string[] {
  return value?.split(/[\s,]+/).filter((word) => word !== '') ?? [];
}

function text(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === '' ? undefined : trimmed;
}
