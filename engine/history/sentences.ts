import type { CalendarDecisionRef, Deviation, MigrationOrder } from '../execute/command.ts';
import type { CaseEvent, RuleAssignment } from '../execute/event.ts';
import { citation } from '../versions/date-words.ts';
import { erasedCommitment } from './hash-chain.ts';

/** What a sentence may name. */
export interface EventSubject {
  /** The step, as drawn. */
  readonly step: string | undefined;
  readonly flowName: (flowId: string) => string;
  readonly elementName: (elementId: string) => string;
  /** Who gave the command, as the beginning of a sentence. */
  readonly actor: { readonly vi: string; readonly en: string };
  readonly nameOf: (actorId: string) => string;
}

export interface Sentence {
  /** `story`: what people did and what was decided; `detail`: how the token moved. */
  readonly level: 'story' | 'detail';
  readonly vi: string;
  readonly en: string;
  /** It departs from the rules, and is shown so that nobody overlooks it. */
  readonly deviates?: true;
}

/** One event in one sentence. Values of variables are never in it: they may be personal, and erased. */
export function sentenceOf(
  event: CaseEvent,
  { step = '?', flowName, elementName, actor, nameOf }: EventSubject,
): Sentence {
  switch (event.type) {
    case 'CaseStarted': {
      // The first line is the answer; the others speak against the versions that were not chosen.
      const version = event.governing?.because[0];
      return story(
        `${actor.vi} đã ${event.receipt ? `tiếp nhận hồ sơ ${event.receipt.dossierCode}` : 'mở hồ sơ'}.${version === undefined ? '' : ` ${version.vi}`}`,
        `${actor.en} ${event.receipt ? `received the dossier ${event.receipt.dossierCode}` : 'opened the case'}.${version === undefined ? '' : ` ${version.en ?? version.vi}`}`,
      );
    }
    case 'CaseCompleted':
      return story('Hồ sơ đã kết thúc.', 'The case has ended.');
    case 'CaseTerminated':
      return story(
        'Hồ sơ đã bị kết thúc trước khi đi hết quy trình.',
        'The case was terminated before the end of its procedure.',
      );
    case 'CaseFailed':
      return story(
        `Hồ sơ dừng vì lỗi ${event.errorCode} không được xử lý.`,
        `The case ended with the error ${event.errorCode}, which nothing catches.`,
      );
    case 'CaseCancelled':
      return story(
        `${actor.vi} đã hủy hồ sơ${because(event.reason, 'vi')}.`,
        `${actor.en} cancelled the case${because(event.reason, 'en')}.`,
      );
    case 'CaseWithdrawn':
      return story(
        `Hồ sơ đã được rút${because(event.reason, 'vi')}.`,
        `The application was withdrawn${because(event.reason, 'en')}.`,
      );
    case 'CaseReopened':
      return deviation('Hồ sơ đã kết thúc được mở lại.', 'The case, which had ended, was reopened.');
    case 'CaseMigrated': {
      const [from, to] = [
        event.from.version ?? event.from.digest.slice(0, 12),
        event.to.version ?? event.to.digest.slice(0, 12),
      ];
      const article = citation(event.act);
      const persons = orderText(event.order, nameOf);
      return story(
        `Hồ sơ chuyển từ phiên bản ${from} sang phiên bản ${to} theo ${article.vi}${because(event.ground, 'vi')}${persons.vi}.`,
        `The case went from version ${from} to version ${to} by ${article.en}${because(event.ground, 'en')}${persons.en}.`,
      );
    }
    case 'OverrideRequested': {
      const what = deviationText(event.deviation, step, elementName, nameOf);
      return deviation(
        `${actor.vi} đề nghị làm khác quy trình: ${what.vi}; căn cứ ${event.ground} (${event.basis})${because(event.reason, 'vi')}.`,
        `${actor.en} asked to depart from the rules: ${what.en}; ground ${event.ground} (${event.basis})${because(event.reason, 'en')}.`,
      );
    }
    case 'OverrideConfirmed': {
      const what = deviationText(event.deviation, step, elementName, nameOf);
      const stead = steadText(event.onBehalfOf, nameOf);
      return deviation(
        `${actor.vi}${stead.vi} đồng ý làm khác quy trình: ${what.vi}; căn cứ ${event.ground} (${event.basis})${because(event.note, 'vi')}.`,
        `${actor.en}${stead.en} allowed the departure from the rules: ${what.en}; ground ${event.ground} (${event.basis})${because(event.note, 'en')}.`,
      );
    }
    case 'OverrideRejected':
      return story(
        `${actor.vi} không đồng ý làm khác quy trình${because(event.reason, 'vi')}.`,
        `${actor.en} turned down the departure from the rules${because(event.reason, 'en')}.`,
      );
    case 'ConflictDeclared':
      return story(
        `Cán bộ ${nameOf(event.person)} khai có xung đột lợi ích${because(event.reason, 'vi')}.`,
        `Officer ${nameOf(event.person)} declared a conflict of interest${because(event.reason, 'en')}.`,
      );
    case 'PublicStatusChanged':
      return story(
        `Trạng thái công khai của hồ sơ là ${event.status}.`,
        `The public status of the case is ${event.status}.`,
      );
    case 'OutcomeDecided':
      return story(
        `Bước “${step}” quyết định kết quả ${event.outcome}.`,
        `The step “${step}” decided the outcome ${event.outcome}.`,
      );

    case 'ProcessInstanceStarted':
      return detail(`Quy trình ${event.processId} bắt đầu.`, `The process ${event.processId} started.`);
    case 'ProcessInstanceCompleted':
      return detail('Quy trình kết thúc.', 'The process completed.');
    case 'ProcessInstanceTerminated':
      return detail('Quy trình bị dừng.', 'The process was terminated.');
    case 'ProcessInstanceFailed':
      return detail(
        `Quy trình dừng vì lỗi ${event.errorCode}.`,
        `The process failed with the error ${event.errorCode}.`,
      );

    case 'ElementActivated': {
      const round = event.loopCounter === undefined ? '' : ` (${event.loopCounter})`;
      return detail(`Bước “${step}”${round} bắt đầu.`, `The step “${step}”${round} began.`);
    }
    case 'ElementCompleted':
      return detail(`Bước “${step}” hoàn thành.`, `The step “${step}” completed.`);
    case 'ElementTerminated':
      return detail(`Bước “${step}” bị dừng.`, `The step “${step}” was terminated.`);
    case 'ElementFailed':
      return detail(
        `Bước “${step}” thất bại${code(event.errorCode)}.`,
        `The step “${step}” failed${code(event.errorCode)}.`,
      );
    case 'ElementCompensated':
      return detail(`Việc đã làm ở bước “${step}” được hoàn tác.`, `What the step “${step}” had done was undone.`);
    case 'LoopStarted':
      return detail(
        `Bước “${step}” được thực hiện ${event.numberOfInstances} lần.`,
        `The step “${step}” is carried out ${event.numberOfInstances} times.`,
      );
    case 'ScopeInterrupted':
      return detail(`“${elementName(event.by)}” ngắt “${step}”.`, `“${elementName(event.by)}” interrupted “${step}”.`);
    case 'SequenceFlowTaken':
      return detail(
        `Đi tiếp theo nhánh “${flowName(event.flowId)}”.`,
        `The case went on along “${flowName(event.flowId)}”.`,
      );
    case 'GatewayDecided': {
      const chosen = event.chosen.map((id) => `“${flowName(id)}”`).join(', ');
      return story(`Tại “${step}”, hồ sơ rẽ theo ${chosen}.`, `At “${step}”, the case took ${chosen}.`);
    }

    case 'VariablesSet': {
      if (erasedCommitment(event.variables) !== undefined) {
        return detail(
          'Dữ liệu đã ghi tại đây đã được xóa theo luật.',
          'The data written here has been erased lawfully.',
        );
      }
      const names = Object.keys(event.variables).join(', ');
      return detail(`Dữ liệu được ghi: ${names}.`, `Data was written: ${names}.`);
    }
    case 'DecisionEvaluated': {
      const rules = event.matched
        .filter((table) => table.rules.length > 0)
        .map((table) => ({
          vi: `${table.decisionId}: dòng ${table.rules.join(', ')}`,
          en: `${table.decisionId}: rule ${table.rules.join(', ')}`,
        }));
      const applied =
        rules.length === 0
          ? { vi: '', en: '' }
          : { vi: ` (${rules.map((r) => r.vi).join('; ')})`, en: ` (${rules.map((r) => r.en).join('; ')})` };
      const reasons = event.reasons === undefined ? '' : ` ${event.reasons.join(' ')}`;
      return story(
        `Bảng quyết định ${event.decisionId} được áp dụng${applied.vi}.${reasons}`,
        `The decision ${event.decisionId} was applied${applied.en}.${reasons}`,
      );
    }

    case 'UserTaskCreated': {
      const groups = [...event.candidateGroups, ...event.candidateUsers.map(nameOf)].join(', ');
      const due =
        event.dueAt === undefined ? { vi: '', en: '' } : { vi: `, hạn ${event.dueAt}`, en: `, due ${event.dueAt}` };
      const { assignee, assignment } = event;
      if (assignee !== undefined && assignment !== undefined) {
        const rule = assignmentText(assignment, nameOf);
        const stead = steadText(event.onBehalfOf, nameOf);
        return story(
          `Bước “${step}” được phân công cho ${nameOf(assignee)}${stead.vi} theo ${rule.vi}${due.vi}.`,
          `The step “${step}” was given to ${nameOf(assignee)}${stead.en} ${rule.en}${due.en}.`,
        );
      }
      return story(
        `Bước “${step}” được giao${groups === '' ? '' : ` cho ${groups}`}${due.vi}.`,
        `The step “${step}” was offered${groups === '' ? '' : ` to ${groups}`}${due.en}.`,
      );
    }
    case 'UserTaskClaimed': {
      const stead = steadText(event.onBehalfOf, nameOf);
      return story(
        `Cán bộ ${nameOf(event.assignee)}${stead.vi} đã nhận bước “${step}”.`,
        `Officer ${nameOf(event.assignee)}${stead.en} claimed the step “${step}”.`,
      );
    }
    case 'UserTaskReleased':
      return story(`${actor.vi} đã trả lại bước “${step}”.`, `${actor.en} released the step “${step}”.`);
    case 'UserTaskAssigned': {
      const stead = steadText(event.onBehalfOf, nameOf);
      const who = nameOf(event.assignee);
      if (event.assignment !== undefined) {
        const rule = assignmentText(event.assignment, nameOf);
        return story(
          `Bước “${step}” được phân công lại cho ${who}${stead.vi} theo ${rule.vi}.`,
          `The step “${step}” was given anew to ${who}${stead.en} ${rule.en}.`,
        );
      }
      return story(
        `${actor.vi} đã phân công bước “${step}” cho ${who}${stead.vi}.`,
        `${actor.en} assigned the step “${step}” to ${who}${stead.en}.`,
      );
    }
    case 'UserTaskCompleted': {
      const stead = steadText(event.onBehalfOf, nameOf);
      return story(
        `Cán bộ ${nameOf(event.by)}${stead.vi} đã hoàn thành bước “${step}”.`,
        `Officer ${nameOf(event.by)}${stead.en} completed the step “${step}”.`,
      );
    }
    case 'UserTaskCancelled':
      return story(`Bước “${step}” không còn phải làm nữa.`, `The step “${step}” no longer has to be done.`);

    case 'UserTaskMigrated': {
      const moved = event.dueAt !== event.previousDueAt && event.explanation !== undefined;
      return story(
        `Bước “${step}” tiếp tục theo phiên bản mới${moved ? `; hạn đổi từ ${event.previousDueAt ?? 'không có'} thành ${event.dueAt ?? 'không có'}` : ''}.`,
        `The step “${step}” goes on under the newer version${moved ? `; its due date moved from ${event.previousDueAt ?? 'none'} to ${event.dueAt ?? 'none'}` : ''}.`,
      );
    }
    case 'TaskDueDateChanged': {
      const why = decisionText(event.decision);
      return story(
        `Hạn của bước “${step}” đổi từ ${event.previousDueAt} thành ${event.dueAt}${why.vi}.`,
        `The due date of the step “${step}” moved from ${event.previousDueAt} to ${event.dueAt}${why.en}.`,
      );
    }
    case 'DeadlineReached': {
      const what =
        event.key === undefined ? { vi: 'hồ sơ', en: 'the case' } : { vi: `bước “${step}”`, en: `the step “${step}”` };
      const { vi, en } = DEADLINE_LEVELS[event.level];
      const told = event.to.join(', ');
      return story(
        `${vi} của ${what.vi} (hạn ${event.dueAt}); đã báo ${told}.`,
        `${en} of ${what.en} (due ${event.dueAt}); ${told} was told.`,
      );
    }
    case 'GroundsChosen': {
      const chosen = [
        ...event.grounds.map(({ code: ground, basis }) => `${ground} (${basis})`),
        ...(event.papers ?? []).map(({ id, basis }) => `${id} (${basis})`),
        ...(event.fields ?? []),
        ...(event.notMet ?? []).map(({ item, condition, basis }) => `${condition ?? item}${code(basis)}`),
      ].join('; ');
      return event.list === undefined
        ? story(`Bước “${step}” kết luận không đạt: ${chosen}.`, `The step “${step}” found not met: ${chosen}.`)
        : story(`Bước “${step}” nêu căn cứ: ${chosen}.`, `The step “${step}” named its grounds: ${chosen}.`);
    }

    case 'JobCreated':
      return detail(
        `Dịch vụ ${event.jobType} được yêu cầu tại “${step}”.`,
        `The service ${event.jobType} was asked for at “${step}”.`,
      );
    case 'JobCompleted':
      return story(`${actor.vi} đã thực hiện xong “${step}”.`, `${actor.en} carried out “${step}”.`);
    case 'JobFailed':
      return story(
        `“${step}” không thực hiện được; còn ${event.retries} lần thử.`,
        `“${step}” could not be carried out; ${event.retries} attempts are left.`,
      );
    case 'JobErrorThrown':
      return story(
        `“${step}” báo lỗi nghiệp vụ ${event.errorCode}.`,
        `“${step}” reported the business error ${event.errorCode}.`,
      );
    case 'JobRetried':
      return story(`${actor.vi} cho thực hiện lại “${step}”.`, `${actor.en} had “${step}” tried again.`);
    case 'JobCancelled':
      return detail(`Yêu cầu tại “${step}” được rút lại.`, `The request at “${step}” was withdrawn.`);

    case 'TimerScheduled':
      return detail(`Hẹn giờ “${step}” vào ${event.dueAt}.`, `The timer “${step}” was set for ${event.dueAt}.`);
    case 'TimerFired':
      return story(`Đã đến hạn “${step}”.`, `The time of “${step}” came.`);
    case 'SilenceDeemed': {
      const { effect, basis, until } = event;
      return story(
        `Không có trả lời cho “${step}” đến ${until}. Theo luật${code(basis)}: ${effect.vi}.`,
        `Nobody answered for “${step}” until ${until}. By law${code(basis)}: ${effect.en ?? effect.vi}.`,
      );
    }
    case 'TimerCancelled':
      return detail(`Hẹn giờ “${step}” được hủy.`, `The timer “${step}” was cancelled.`);
    case 'SubscriptionOpened':
      return detail(`“${step}” chờ${named(event.name, 'vi')}.`, `“${step}” waits${named(event.name, 'en')}.`);
    case 'SubscriptionClosed':
      return detail(`“${step}” không chờ nữa.`, `“${step}” no longer waits.`);
    case 'MessageCorrelated':
      return story(
        `Đã nhận thông điệp “${event.name}” tại “${step}”.`,
        `The message “${event.name}” arrived at “${step}”.`,
      );
    case 'SignalCaught':
      return story(
        `Đã nhận tín hiệu “${event.name}” tại “${step}”.`,
        `The signal “${event.name}” arrived at “${step}”.`,
      );
    case 'ConditionMet':
      return story(`Điều kiện của “${step}” đã thỏa.`, `The condition of “${step}” was met.`);
    case 'ConditionCeased':
      return detail(`Điều kiện của “${step}” không còn thỏa.`, `The condition of “${step}” no longer holds.`);
    case 'EventPartOccurred':
      return detail(
        `Một phần của “${step}” đã xảy ra; phần còn lại vẫn được chờ.`,
        `A part of “${step}” has happened; the rest is awaited.`,
      );
    case 'WaitTriggered':
      return story(`${actor.vi} đã kích hoạt “${step}” bằng tay.`, `${actor.en} triggered “${step}” by hand.`);

    case 'MessagePublished':
      return story(`“${step}” đã gửi thông điệp “${event.name}”.`, `“${step}” sent the message “${event.name}”.`);
    case 'SignalThrown':
      return story(`“${step}” đã phát tín hiệu “${event.name}”.`, `“${step}” threw the signal “${event.name}”.`);
    case 'ErrorThrown':
      return story(
        `Lỗi ${event.errorCode} phát sinh tại “${step}”${caught(event.caughtBy, elementName, 'vi')}.`,
        `The error ${event.errorCode} occurred at “${step}”${caught(event.caughtBy, elementName, 'en')}.`,
      );
    case 'EscalationThrown':
      return story(
        `“${step}” báo cấp trên (${event.escalationCode})${caught(event.caughtBy, elementName, 'vi')}.`,
        `“${step}” escalated (${event.escalationCode})${caught(event.caughtBy, elementName, 'en')}.`,
      );
    case 'CompensationThrown':
      return story(
        event.activityRef === undefined
          ? `“${step}” yêu cầu hoàn tác.`
          : `“${step}” yêu cầu hoàn tác “${elementName(event.activityRef)}”.`,
        event.activityRef === undefined
          ? `“${step}” asked to undo what was done.`
          : `“${step}” asked to undo “${elementName(event.activityRef)}”.`,
      );
    case 'CompensationEnabled':
      return detail(`Bước “${step}” có thể được hoàn tác.`, `The step “${step}” can be undone.`);
    case 'CompensationDropped':
      return detail('Việc đã làm không còn hoàn tác được.', 'What was done can no longer be undone.');

    case 'GatewayReset':
      return detail(`Cổng “${step}” sẵn sàng cho lượt mới.`, `The gateway “${step}” is ready to start anew.`);
    case 'AdHocOffered':
      return detail(`Các việc trong “${step}” được đưa ra thực hiện.`, `The work inside “${step}” is offered.`);

    case 'IncidentRaised':
      return story(
        `Hồ sơ vướng tại “${step}” (${event.code}); cần người vận hành xử lý.`,
        `The case is stuck at “${step}” (${event.code}); an operator is needed.`,
      );
    case 'IncidentResolved':
      return story(
        `${actor.vi} đã xử lý sự cố tại “${step}”${because(event.reason, 'vi')}.`,
        `${actor.en} resolved the incident at “${step}”${because(event.reason, 'en')}.`,
      );

    case 'StatutoryClockChanged':
      return clockSentence(event);
    default:
      return event satisfies never;
  }
}

/** Who prepared a migration, and who approved it. */
function orderText(order: MigrationOrder | undefined, nameOf: (id: string) => string) {
  if (order === undefined) return { vi: '', en: '' };
  const { preparedBy, approvedBy } = order;
  return {
    vi: `; ${nameOf(preparedBy)} lập${approvedBy === undefined ? '' : `, ${nameOf(approvedBy)} duyệt`}`,
    en: `; prepared by ${nameOf(preparedBy)}${approvedBy === undefined ? '' : `, approved by ${nameOf(approvedBy)}`}`,
  };
}

const DEADLINE_LEVELS = {
  HALF: { vi: 'Đã dùng 50% thời hạn', en: 'Half of the time is used' },
  THREE_QUARTERS: { vi: 'Đã dùng 75% thời hạn', en: 'Three quarters of the time are used' },
  DUE: { vi: 'Đã đến hạn', en: 'The due date has come' },
  OVERDUE: { vi: 'Đã quá hạn', en: 'The due date has passed' },
} as const;

function assignmentText(
  { rule, candidates }: RuleAssignment,
  nameOf: (id: string) => string,
): { readonly vi: string; readonly en: string } {
  const among = candidates.map(({ id }) => nameOf(id)).join(', ');
  const { vi, en } = ASSIGNMENT_RULES[rule];
  return { vi: `${vi} trong số ${among}`, en: `${en} among ${among}` };
}

const ASSIGNMENT_RULES: Readonly<Record<RuleAssignment['rule'], { readonly vi: string; readonly en: string }>> = {
  ROUND_ROBIN: { vi: 'lượt luân phiên', en: 'by turn' },
  LEAST_LOADED: { vi: 'quy tắc ít việc nhất', en: 'as the least loaded' },
  DRAW: { vi: 'kết quả bốc thăm', en: 'by lot' },
};

function steadText(
  onBehalfOf: string | undefined,
  nameOf: (id: string) => string,
): { readonly vi: string; readonly en: string } {
  if (onBehalfOf === undefined) return { vi: '', en: '' };
  return { vi: ` (thay ${nameOf(onBehalfOf)} vắng mặt)`, en: ` (standing in for ${nameOf(onBehalfOf)})` };
}

function clockSentence(event: Extract<CaseEvent, { type: 'StatutoryClockChanged' }>): Sentence {
  const action = CLOCK_ACTIONS[event.action];
  const due =
    event.dueAt === undefined
      ? { vi: '', en: '' }
      : event.previousDueAt === undefined || event.previousDueAt === event.dueAt
        ? { vi: `; hạn trả kết quả ${event.dueAt}`, en: `; the result is due ${event.dueAt}` }
        : {
            vi: `; hạn trả kết quả đổi từ ${event.previousDueAt} thành ${event.dueAt}`,
            en: `; the due date moved from ${event.previousDueAt} to ${event.dueAt}`,
          };
  const why = decisionText(event.decision);
  return story(`${action.vi}${due.vi}${why.vi}.`, `${action.en}${due.en}${why.en}.`);
}

function decisionText(decision: CalendarDecisionRef | undefined): { readonly vi: string; readonly en: string } {
  if (decision === undefined) return { vi: '', en: '' };
  const { act, title } = decision;
  return { vi: ` theo ${act} (${title.vi})`, en: ` by ${act} (${title.en ?? title.vi})` };
}

const CLOCK_ACTIONS = {
  START: { vi: 'Thời hạn giải quyết bắt đầu tính', en: 'The time limit began to run' },
  PAUSE: { vi: 'Thời hạn giải quyết tạm dừng', en: 'The time limit was paused' },
  RESUME: { vi: 'Thời hạn giải quyết tính tiếp', en: 'The time limit runs again' },
  RESTART: { vi: 'Thời hạn giải quyết tính lại từ đầu', en: 'The time limit began anew' },
  STOP: { vi: 'Thời hạn giải quyết ngừng tính', en: 'The time limit stopped' },
  EXTEND: { vi: 'Thời hạn giải quyết được gia hạn', en: 'The time limit was extended' },
  REOPEN: {
    vi: 'Thời hạn giải quyết tính tiếp khi hồ sơ được mở lại',
    en: 'The time limit runs on in the reopened case',
  },
  RECOMPUTE: {
    vi: 'Thời hạn giải quyết được tính lại theo lịch mới',
    en: 'The time limit was computed anew under a new calendar',
  },
} as const;

function deviationText(
  what: Deviation,
  step: string,
  elementName: (elementId: string) => string,
  nameOf: (actorId: string) => string,
): { readonly vi: string; readonly en: string } {
  switch (what.kind) {
    case 'MOVE_TOKEN':
      return {
        vi: `chuyển hồ sơ từ “${step}” đến “${elementName(what.targetId)}”`,
        en: `the case moves from “${step}” to “${elementName(what.targetId)}”`,
      };
    case 'REOPEN':
      return {
        vi: `mở lại hồ sơ tại “${elementName(what.targetId)}”`,
        en: `the case is reopened at “${elementName(what.targetId)}”`,
      };
    case 'SECOND_SUPPLEMENT':
      return { vi: 'yêu cầu bổ sung thêm một lần', en: 'one more request for a supplement' };
    case 'REASSIGN':
      return {
        vi: `giao bước “${step}” cho ${nameOf(what.assignee)} ngoài quy tắc phân công`,
        en: `the step “${step}” is given to ${nameOf(what.assignee)} against the rule`,
      };
    default:
      return what satisfies never;
  }
}

function deviation(vi: string, en: string): Sentence {
  return { level: 'story', vi, en, deviates: true };
}
function story(vi: string, en: string): Sentence {
  return { level: 'story', vi, en };
}
function detail(vi: string, en: string): Sentence {
  return { level: 'detail', vi, en };
}

function because(reason: unknown, language: 'vi' | 'en'): string {
  if (erasedCommitment(reason) !== undefined)
    return language === 'vi' ? ' (lý do đã được xóa theo luật)' : ' (the reason has been erased lawfully)';
  return typeof reason === 'string' && reason !== '' ? `: ${reason}` : '';
}
function code(errorCode: string | undefined): string {
  return errorCode === undefined ? '' : ` (${errorCode})`;
}
function named(name: string | undefined, language: 'vi' | 'en'): string {
  if (name === undefined) return '';
  return language === 'vi' ? ` “${name}”` : ` for “${name}”`;
}
function caught(caughtBy: string | undefined, elementName: (id: string) => string, language: 'vi' | 'en'): string {
  if (caughtBy === undefined) return '';
  return language === 'vi'
    ? ` và được xử lý tại “${elementName(caughtBy)}”`
    : ` and was caught by “${elementName(caughtBy)}”`;
}
