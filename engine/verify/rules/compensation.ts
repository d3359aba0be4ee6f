import { describeVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import { definitionsOf, hasDefinition, isActivity, isSubProcess } from '../graph-view.ts';
import type { ProcessRule, ProcessSubject, Report } from '../rule.ts';

/**
 * A compensation boundary event is associated with a handler that is for compensation only, and a compensation throw
 * names an activity that can be compensated.
 *
 * @source BPMN 2.0.2 §10.7 (Compensation), §10.3 (isForCompensation)
 */
export const compensation: ProcessRule = {
  id: 'compensation',
  check(subject, report) {
    checkBoundaries(subject, report);
    checkHandlers(subject, report);
    checkThrows(subject, report);
  },
};

function checkBoundaries({ view }: ProcessSubject, report: Report): void {
  for (const node of view.nodes) {
    if (node.type !== 'boundaryEvent' || !hasDefinition(node, 'compensate')) continue;
    const host = view.node(node.attachedTo);
    if (host === undefined || !isActivity(host)) continue;
    const handler = host.compensationHandler === undefined ? undefined : view.node(host.compensationHandler);
    if (handler === undefined)
      report(
        'error',
        node,
        { en: `${describe(node)} has no compensation handler.`, vi: `${describeVi(node)} không có bước hoàn tác.` },
        {
          en: 'Draw an association from it to the activity that undoes the work.',
          vi: 'Vẽ một liên kết từ sự kiện này đến bước hoàn tác việc đã làm.',
        },
      );
    else if (isActivity(handler) && !handler.isForCompensation)
      report(
        'error',
        handler,
        {
          en: `${describe(handler)} compensates ${describe(host)} but is not marked as "for compensation".`,
          vi: `${describeVi(handler)} hoàn tác ${describeVi(host)} nhưng chưa được đánh dấu là bước hoàn tác.`,
        },
        { en: 'Set isForCompensation.', vi: 'Đặt isForCompensation.' },
      );
  }
}

function checkHandlers({ view }: ProcessSubject, report: Report): void {
  const used = new Set(
    view.nodes.flatMap((node) =>
      isActivity(node) && node.compensationHandler !== undefined ? [node.compensationHandler] : [],
    ),
  );
  for (const node of view.nodes) {
    if (!isActivity(node) || !node.isForCompensation) continue;
    if (node.incoming.length + node.outgoing.length > 0)
      report(
        'error',
        node,
        {
          en: `${describe(node)} is for compensation and has sequence flows.`,
          vi: `${describeVi(node)} là bước hoàn tác nhưng có luồng tuần tự.`,
        },
        {
          en: 'A compensation handler stands outside the flow; remove the flows.',
          vi: 'Bước hoàn tác đứng ngoài luồng; hãy xóa các luồng đó.',
        },
      );
    if (!used.has(node.id))
      report(
        'error',
        node,
        {
          en: `${describe(node)} is for compensation, but no compensation event leads to it.`,
          vi: `${describeVi(node)} là bước hoàn tác, nhưng không sự kiện hoàn tác nào dẫn đến.`,
        },
        {
          en: 'Draw an association from a compensation boundary event.',
          vi: 'Vẽ một liên kết từ sự kiện biên hoàn tác.',
        },
      );
  }
}

function checkThrows({ view }: ProcessSubject, report: Report): void {
  for (const node of view.nodes) {
    if (node.type !== 'endEvent' && node.type !== 'intermediateThrowEvent') continue;
    for (const definition of definitionsOf(node)) {
      if (definition.type !== 'compensate' || definition.activityRef === undefined) continue;
      const activity = view.node(definition.activityRef);
      if (activity === undefined || !isActivity(activity)) {
        report(
          'error',
          node,
          {
            en: `${describe(node)} compensates '${definition.activityRef}', which is no activity of this process.`,
            vi: `${describeVi(node)} hoàn tác “${definition.activityRef}”, không phải một bước của quy trình này.`,
          },
          { en: 'Choose an activity.', vi: 'Chọn một bước.' },
        );
        continue;
      }
      const compensable =
        activity.compensationHandler !== undefined ||
        (isSubProcess(activity) &&
          view.inScope(activity.id).some((inner) => isSubProcess(inner) && inner.triggeredByEvent)) ||
        (isSubProcess(activity) &&
          view.nodes.some(
            (inner) => inner.scopeId === activity.id && isActivity(inner) && inner.compensationHandler !== undefined,
          ));
      if (!compensable)
        report(
          'warning',
          node,
          {
            en: `${describe(node)} compensates ${describe(activity)}, which has no compensation handler: nothing will happen.`,
            vi: `${describeVi(node)} hoàn tác ${describeVi(activity)}, bước này không có bước hoàn tác: sẽ không có gì xảy ra.`,
          },
          { en: 'Attach a compensation event with a handler.', vi: 'Gắn một sự kiện hoàn tác có bước hoàn tác.' },
        );
    }
  }
}
