import { describeVi, triggerVi } from '../../compile/describe-vi.ts';
import { describe } from '../../compile/findings.ts';
import type { EventBasedGateway, FlowNode } from '../../model/process-graph.ts';
import { definitionsOf, isActivity } from '../graph-view.ts';
import type { ProcessRule, ProcessSubject, Report } from '../rule.ts';

const RACERS = new Set(['message', 'timer', 'signal', 'conditional']);

/**
 * An event-based gateway leads only to events that can race: catch events or receive tasks, each reached from here alone.
 *
 * @source BPMN 2.0.2 §10.6.6
 */
export const eventBasedGateway: ProcessRule = {
  id: 'event-based-gateway',
  check(subject, report) {
    for (const node of subject.view.nodes) if (node.type === 'eventBasedGateway') checkGateway(node, subject, report);
  },
};

function checkGateway(gateway: EventBasedGateway, { view }: ProcessSubject, report: Report): void {
  const flows = view.outgoing(gateway);
  if (flows.length === 0)
    report(
      'error',
      gateway,
      { en: `${describe(gateway)} leads to no event.`, vi: `${describeVi(gateway)} không dẫn đến sự kiện nào.` },
      { en: 'Draw at least two events after it.', vi: 'Vẽ ít nhất hai sự kiện sau cổng.' },
    );
  if (flows.length === 1)
    report(
      'warning',
      gateway,
      {
        en: `${describe(gateway)} leads to one event only: there is nothing to choose.`,
        vi: `${describeVi(gateway)} chỉ dẫn đến một sự kiện: không có gì để chọn.`,
      },
      { en: 'Draw the event without the gateway.', vi: 'Vẽ sự kiện đó mà không dùng cổng.' },
    );
  if (gateway.instantiate && gateway.incoming.length > 0)
    report(
      'error',
      gateway,
      {
        en: `${describe(gateway)} starts instances and has an incoming sequence flow.`,
        vi: `${describeVi(gateway)} khởi tạo quy trình nhưng có luồng tuần tự đi vào.`,
      },
      { en: 'Remove the flow, or take away "instantiate".', vi: 'Xóa luồng đó, hoặc bỏ “instantiate”.' },
    );
  if (gateway.instantiate && view.enclosing(gateway) !== undefined)
    report(
      'error',
      gateway,
      {
        en: `${describe(gateway)} starts instances but lies in a sub-process.`,
        vi: `${describeVi(gateway)} khởi tạo quy trình nhưng nằm trong quy trình con.`,
      },
      {
        en: 'Move it to the process level, or take away "instantiate".',
        vi: 'Chuyển ra ngoài quy trình con, hoặc bỏ “instantiate”.',
      },
    );
  if (!gateway.instantiate && gateway.incoming.length === 0)
    report(
      'error',
      gateway,
      { en: `${describe(gateway)} is reached by nothing.`, vi: `Không có gì dẫn đến ${describeVi(gateway)}.` },
      {
        en: 'Draw a flow to it, or let it start instances ("instantiate").',
        vi: 'Vẽ một luồng dẫn đến, hoặc cho cổng khởi tạo quy trình (“instantiate”).',
      },
    );
  if (gateway.gatewayType === 'Parallel' && !gateway.instantiate)
    report(
      'error',
      gateway,
      {
        en: `${describe(gateway)} is parallel but starts no instances.`,
        vi: `${describeVi(gateway)} là cổng song song nhưng không khởi tạo quy trình.`,
      },
      {
        en: 'A parallel event-based gateway is only an instantiating one (Table 10.107).',
        vi: 'Cổng chờ sự kiện song song chỉ dùng để khởi tạo quy trình (Bảng 10.107).',
      },
    );
  const targets = flows.flatMap((flow) => view.node(flow.target) ?? []);
  for (const target of targets) checkTarget(target, gateway, report);
  if (
    targets.some((target) => target.type === 'receiveTask') &&
    targets.some((target) => definitionsOf(target).some(({ type }) => type === 'message'))
  ) {
    report(
      'error',
      gateway,
      {
        en: `${describe(gateway)} leads to a receive task and to a message event.`,
        vi: `${describeVi(gateway)} vừa dẫn đến bước nhận, vừa dẫn đến sự kiện thông điệp.`,
      },
      { en: 'Use one of the two kinds.', vi: 'Chỉ dùng một trong hai loại.' },
    );
  }
}

function checkTarget(target: FlowNode, gateway: EventBasedGateway, report: Report): void {
  const waits =
    target.type === 'receiveTask' ||
    (target.type === 'intermediateCatchEvent' &&
      target.eventDefinitions.length > 0 &&
      target.eventDefinitions.every(({ type }) => RACERS.has(type)));
  if (!waits) {
    report(
      'error',
      target,
      {
        en: `${describe(target)} follows ${describe(gateway)}, but cannot race.`,
        vi: `${describeVi(target)} đứng sau ${describeVi(gateway)} nhưng không thuộc loại có thể chờ ở đây.`,
      },
      {
        en: 'After an event-based gateway stand message, timer, signal or conditional catch events, or receive tasks.',
        vi: 'Sau cổng chờ sự kiện là sự kiện chờ thông điệp, hẹn giờ, tín hiệu, điều kiện, hoặc bước nhận.',
      },
    );
    return;
  }
  if (isActivity(target) && target.boundaryEvents.length > 0)
    report(
      'error',
      target,
      {
        en: `${describe(target)} follows an event-based gateway and carries boundary events.`,
        vi: `${describeVi(target)} đứng sau cổng chờ sự kiện nhưng mang sự kiện biên.`,
      },
      {
        en: 'Take them away; race another event instead.',
        vi: 'Bỏ các sự kiện biên; thay vào đó, cho cổng chờ thêm một sự kiện.',
      },
    );
  if (target.incoming.length > 1)
    report(
      'error',
      target,
      {
        en: `${describe(target)} follows an event-based gateway and has other incoming flows.`,
        vi: `${describeVi(target)} đứng sau cổng chờ sự kiện nhưng còn có luồng khác đi vào.`,
      },
      { en: 'Only the gateway may lead to it.', vi: 'Chỉ cổng được dẫn đến phần tử này.' },
    );
  if (isActivity(target) && target.loop !== undefined)
    report(
      'error',
      target,
      {
        en: `${describe(target)} follows an event-based gateway and loops: what the gateway waits for happens once.`,
        vi: `${describeVi(target)} đứng sau cổng chờ sự kiện nhưng lặp lại: điều cổng chờ chỉ xảy ra một lần.`,
      },
      { en: 'Repeat the work after it.', vi: 'Đặt phần lặp ở phía sau.' },
    );
  if (gateway.instantiate) checkStart(target, gateway, report);
}

/** What may create an instance: of a parallel gateway only messages, since all of it is one conversation. @source BPMN 2.0.2 §13.4.4 */
function checkStart(target: FlowNode, gateway: EventBasedGateway, report: Report): void {
  if (target.type !== 'intermediateCatchEvent') return;
  const allowed = gateway.gatewayType === 'Parallel' ? ['message'] : ['message', 'signal', 'timer', 'conditional'];
  const needsAll = target.parallelMultiple && target.eventDefinitions.length > 1;
  if (!needsAll && target.eventDefinitions.every(({ type }) => allowed.includes(type))) return;
  report(
    'error',
    target,
    {
      en: `${describe(target)} cannot start an instance: ${describe(gateway)} starts by one ${allowed.join(', ')}.`,
      vi: `${describeVi(target)} không thể khởi tạo quy trình: ${describeVi(gateway)} khởi tạo bằng một ${allowed.map(triggerVi).join(', ')}.`,
    },
    { en: 'Use message events or receive tasks.', vi: 'Dùng sự kiện thông điệp hoặc bước nhận.' },
  );
}
