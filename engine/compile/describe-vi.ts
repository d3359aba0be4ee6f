import { kindOf, oneLine, type Named } from './findings.ts';

/** `describe` in Vietnamese: `bước của cán bộ “Thẩm định” (Activity_1)`. Kinds are called as the palette calls them. */
export function describeVi(element: Named): string {
  const kind = kindVi(element);
  const id = element.id ?? 'không có mã';
  return element.name !== undefined && element.name.trim() !== ''
    ? `${kind} “${oneLine(element.name)}” (${id})`
    : `${kind} ${id}`;
}

/** `kindOf` in Vietnamese; a kind that has no Vietnamese name keeps its English one. */
export function kindVi(element: Named): string {
  const kind = kindOf(element);
  return KINDS[kind] ?? `phần tử ${kind}`;
}

/** What an event waits for or throws, in Vietnamese: `timer` → `hẹn giờ`. */
export function triggerVi(type: string): string {
  return TRIGGERS[type] ?? type;
}

const TRIGGERS: Readonly<Record<string, string>> = {
  message: 'thông điệp',
  timer: 'hẹn giờ',
  error: 'lỗi',
  escalation: 'báo cáo cấp trên',
  cancel: 'hủy bỏ',
  compensate: 'hoàn tác',
  conditional: 'điều kiện',
  link: 'liên kết',
  signal: 'tín hiệu',
  terminate: 'chấm dứt',
};

/** Keys are what `kindOf` gives. */
const KINDS: Readonly<Record<string, string>> = {
  // Steps
  task: 'bước',
  'user task': 'bước của cán bộ',
  'service task': 'bước dịch vụ',
  'send task': 'bước gửi',
  'receive task': 'bước nhận',
  'script task': 'bước tính toán',
  'manual task': 'bước thủ công',
  'business rule task': 'bước quyết định',
  'call activity': 'bước gọi quy trình',
  'sub process': 'quy trình con',
  'ad hoc sub process': 'quy trình con tùy biến',
  transaction: 'giao dịch',
  'global task': 'bước dùng chung',
  'global user task': 'bước dùng chung của cán bộ',
  'global script task': 'bước tính toán dùng chung',
  'global manual task': 'bước thủ công dùng chung',
  'global business rule task': 'bước quyết định dùng chung',
  // Events
  'start event': 'sự kiện bắt đầu',
  'end event': 'sự kiện kết thúc',
  'intermediate catch event': 'sự kiện trung gian chờ',
  'intermediate throw event': 'sự kiện trung gian phát',
  'implicit throw event': 'sự kiện phát ngầm định',
  'boundary event': 'sự kiện biên',
  'message event definition': 'định nghĩa sự kiện thông điệp',
  'timer event definition': 'định nghĩa sự kiện hẹn giờ',
  'error event definition': 'định nghĩa sự kiện lỗi',
  'escalation event definition': 'định nghĩa sự kiện báo cáo cấp trên',
  'cancel event definition': 'định nghĩa sự kiện hủy bỏ',
  'compensate event definition': 'định nghĩa sự kiện hoàn tác',
  'conditional event definition': 'định nghĩa sự kiện điều kiện',
  'link event definition': 'định nghĩa sự kiện liên kết',
  'signal event definition': 'định nghĩa sự kiện tín hiệu',
  'terminate event definition': 'định nghĩa sự kiện chấm dứt',
  // Gateways and flows
  'exclusive gateway': 'cổng loại trừ',
  'inclusive gateway': 'cổng bao hàm',
  'parallel gateway': 'cổng song song',
  'complex gateway': 'cổng phức hợp',
  'event based gateway': 'cổng chờ sự kiện',
  'sequence flow': 'luồng tuần tự',
  'message flow': 'luồng thông điệp',
  association: 'liên kết',
  'data input association': 'liên kết dữ liệu vào',
  'data output association': 'liên kết dữ liệu ra',
  // Whole diagrams and their parts
  definitions: 'tệp mô hình',
  process: 'quy trình',
  collaboration: 'sự phối hợp',
  participant: 'bên tham gia',
  lane: 'làn',
  'lane set': 'nhóm làn',
  choreography: 'sơ đồ tương tác',
  'choreography task': 'bước tương tác',
  'sub choreography': 'sơ đồ tương tác con',
  'call choreography': 'bước gọi sơ đồ tương tác',
  'global choreography task': 'bước tương tác dùng chung',
  conversation: 'trao đổi',
  'sub conversation': 'trao đổi con',
  'call conversation': 'bước gọi trao đổi',
  'global conversation': 'trao đổi dùng chung',
  bpmndiagram: 'sơ đồ',
  bpmnplane: 'mặt sơ đồ',
  bpmnshape: 'hình vẽ',
  bpmnedge: 'đường vẽ',
  bpmnlabel: 'nhãn vẽ',
  'text annotation': 'ghi chú',
  group: 'nhóm',
  message: 'thông điệp',
  signal: 'tín hiệu',
  error: 'lỗi',
  escalation: 'báo cáo cấp trên',
  'correlation property': 'thuộc tính ghép thông điệp',
  // Data
  'data object': 'đối tượng dữ liệu',
  'data object reference': 'đối tượng dữ liệu',
  'data store': 'kho dữ liệu',
  'data store reference': 'kho dữ liệu',
  'data input': 'dữ liệu vào',
  'data output': 'dữ liệu ra',
  property: 'thuộc tính',
  // Decisions
  decision: 'quyết định',
  'input data': 'dữ liệu vào',
  'business knowledge model': 'hàm nghiệp vụ',
  'decision service': 'dịch vụ quyết định',
  'knowledge source': 'nguồn tri thức',
  'decision table': 'bảng quyết định',
  'literal expression': 'biểu thức',
  'item definition': 'kiểu dữ liệu',
  import: 'khai báo nhập tệp',
};
