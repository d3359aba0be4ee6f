import { describeVi, triggerVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { BoundaryEvent, EventDefinition } from '../../model/process-graph.ts';
import { hasDefinition, isActivity, isSubProcess } from '../graph-view.ts';
import type { ProcessRule, ProcessSubject, Report } from '../rule.ts';

const ALLOWED: ReadonlySet<EventDefinition['type']> = new Set([
  'message',
  'timer',
  'error',
  'escalation',
  'cancel',
  'compensate',
  'conditional',
  'signal',
]);

/**
 * A boundary event sits on an activity of its own scope, waits for something that a boundary may wait for, and leads on.
 *
 * @source BPMN 2.0.2 §10.5.4 (Table 10.91 and "Attributes for Boundary Events"): error, cancel and compensation always interrupt; cancel only on a transaction
 */
export const boundaryEvent: ProcessRule = {
  id: 'boundary-event',
  check(subject, report) {
    for (const node of subject.view.nodes) if (node.type === 'boundaryEvent') checkBoundary(node, subject, report);
  },
};

function checkBoundary(event: BoundaryEvent, { view }: ProcessSubject, report: Report): void {
  const host = view.node(event.attachedTo);
  if (host === undefined || !isActivity(host)) {
    report(
      'error',
      event,
      {
        en: `${describe(event)} is attached to ${host === undefined ? `'${event.attachedTo}', which this process does not contain` : describe(host)}.`,
        vi: `${describeVi(event)} gắn vào ${host === undefined ? `“${event.attachedTo}”, phần tử không có trong quy trình này` : describeVi(host)}.`,
      },
      {
        en: 'Attach it to a task, sub-process or call activity.',
        vi: 'Gắn vào một bước, quy trình con hoặc bước gọi quy trình.',
      },
    );
    return;
  }
  if (host.scopeId !== event.scopeId)
    report(
      'error',
      event,
      {
        en: `${describe(event)} lies in another scope than ${describe(host)}.`,
        vi: `${describeVi(event)} và ${describeVi(host)} nằm ở hai phạm vi khác nhau.`,
      },
      { en: 'Draw both in the same sub-process.', vi: 'Vẽ cả hai trong cùng một quy trình con.' },
    );
  if (isSubProcess(host) && host.triggeredByEvent)
    report(
      'error',
      event,
      {
        en: `${describe(event)} is attached to an event sub-process.`,
        vi: `${describeVi(event)} gắn vào một quy trình con sự kiện.`,
      },
      { en: 'Event sub-processes carry no boundary events.', vi: 'Quy trình con sự kiện không mang sự kiện biên.' },
    );
  if (event.incoming.length > 0)
    report(
      'error',
      event,
      { en: `${describe(event)} has an incoming sequence flow.`, vi: `${describeVi(event)} có luồng tuần tự đi vào.` },
      {
        en: 'A boundary event happens; nothing flows into it.',
        vi: 'Sự kiện biên tự xảy ra; không luồng nào dẫn vào nó.',
      },
    );
  if (event.eventDefinitions.length === 0)
    report(
      'error',
      event,
      { en: `${describe(event)} waits for nothing.`, vi: `${describeVi(event)} không chờ điều gì.` },
      {
        en: 'Choose a trigger: timer, message, signal, error, …',
        vi: 'Chọn điều kiện kích hoạt: hẹn giờ, thông điệp, tín hiệu, lỗi, …',
      },
    );
  for (const { type } of event.eventDefinitions) {
    if (!ALLOWED.has(type))
      report(
        'error',
        event,
        {
          en: `${describe(event)} is a ${type} event, which cannot be on a boundary.`,
          vi: `${describeVi(event)} là sự kiện ${triggerVi(type)}, loại này không được đặt trên biên.`,
        },
        { en: 'Choose another trigger.', vi: 'Chọn loại kích hoạt khác.' },
      );
    if ((type === 'error' || type === 'cancel') && !event.cancelActivity)
      report(
        'error',
        event,
        {
          en: `${describe(event)} is a non-interrupting ${type} event.`,
          vi: `${describeVi(event)} là sự kiện ${triggerVi(type)} không ngắt.`,
        },
        {
          en: `Catching ${type === 'error' ? 'an error' : 'a cancellation'} always interrupts.`,
          vi: `Bắt ${type === 'error' ? 'lỗi' : 'việc hủy bỏ'} luôn ngắt bước đang làm.`,
        },
      );
    if (type === 'cancel' && host.type !== 'transaction')
      report(
        'error',
        event,
        {
          en: `${describe(event)} catches cancellation of ${describe(host)}, which is no transaction.`,
          vi: `${describeVi(event)} bắt việc hủy bỏ của ${describeVi(host)}, nhưng phần tử này không phải giao dịch.`,
        },
        { en: 'Attach it to a transaction.', vi: 'Gắn vào một giao dịch.' },
      );
  }
  const leadsOn = event.outgoing.length > 0;
  if (hasDefinition(event, 'compensate')) {
    if (leadsOn)
      report(
        'error',
        event,
        { en: `${describe(event)} has an outgoing sequence flow.`, vi: `${describeVi(event)} có luồng tuần tự đi ra.` },
        {
          en: 'Compensation leads to its handler by an association.',
          vi: 'Hoàn tác dẫn đến bước xử lý của nó bằng một liên kết.',
        },
      );
  } else if (!leadsOn) {
    report(
      'error',
      event,
      { en: `${describe(event)} leads nowhere.`, vi: `${describeVi(event)} không dẫn đến đâu.` },
      { en: 'Draw a sequence flow from it.', vi: 'Vẽ một luồng tuần tự đi ra từ nó.' },
    );
  }
}
