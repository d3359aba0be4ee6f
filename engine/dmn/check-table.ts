import type { Bilingual } from '../model/expression.ts';
import type { Findings, Named } from '../compile/findings.ts';
import type { JsonObject } from '../model/json.ts';
import { analyzeTable, MAX_FINDINGS } from './analyze-table.ts';
import type { DecisionTable } from './decision-model.ts';

/** Checks what a decision table needs beside correct cells. @source DMN 1.5 §8.2, §8.3 */
export function checkTable(table: DecisionTable, at: Named, label: Bilingual, findings: Findings): void {
  const error = (message: Bilingual, hint: Bilingual): void =>
    findings.error('dmn-table', at, { en: `${label.en}: ${message.en}`, vi: `${label.vi}: ${message.vi}` }, hint);
  if (table.outputs.length === 0)
    error(
      { en: 'the table has no output.', vi: 'bảng không có cột đầu ra.' },
      { en: 'Add an output column.', vi: 'Thêm một cột đầu ra.' },
    );
  table.rules.forEach((rule, index) => {
    if (rule.inputs.length !== table.inputs.length || rule.outputs.length !== table.outputs.length) {
      error(
        {
          en: `rule ${index + 1} has ${rule.inputs.length} input and ${rule.outputs.length} output cells for ${table.inputs.length} and ${table.outputs.length} columns.`,
          vi: `luật ${index + 1} có ${rule.inputs.length} ô đầu vào và ${rule.outputs.length} ô đầu ra, trong khi bảng có ${table.inputs.length} và ${table.outputs.length} cột.`,
        },
        { en: 'Give the rule one cell for each column.', vi: 'Mỗi cột phải có một ô trong luật.' },
      );
    }
    rule.outputs.forEach((cell, column) => {
      if (cell !== '') return;
      findings.warning(
        'dmn-table',
        at,
        {
          en: `${label.en}: rule ${index + 1} leaves output '${table.outputs[column]?.label ?? column + 1}' empty; it will be null.`,
          vi: `${label.vi}: luật ${index + 1} để trống đầu ra “${table.outputs[column]?.label ?? column + 1}”; giá trị sẽ là null.`,
        },
        { en: 'Write the output, or null.', vi: 'Viết giá trị đầu ra, hoặc null.' },
      );
    });
  });
  if (table.outputs.length > 1) {
    const names = table.outputs.map((output) => output.name);
    if (names.some((name) => name === undefined || name === '')) {
      error(
        {
          en: 'a table with several outputs needs a name on each.',
          vi: 'bảng có nhiều đầu ra thì mỗi đầu ra phải có tên.',
        },
        { en: 'Name every output column.', vi: 'Đặt tên cho mọi cột đầu ra.' },
      );
    } else if (new Set(names).size < names.length)
      error(
        { en: 'two outputs have the same name.', vi: 'hai đầu ra trùng tên.' },
        { en: 'Give every output column a name of its own.', vi: 'Mỗi cột đầu ra phải có tên riêng.' },
      );
  }
  if (
    (table.hitPolicy === 'PRIORITY' || table.hitPolicy === 'OUTPUT ORDER') &&
    table.outputs.every((output) => output.allowed === undefined)
  ) {
    error(
      {
        en: `the hit policy ${table.hitPolicy} orders by output values, and no output lists any.`,
        vi: `chính sách chọn luật ${table.hitPolicy} xếp theo giá trị đầu ra, nhưng không đầu ra nào liệt kê giá trị.`,
      },
      {
        en: 'List the output values, the most important first.',
        vi: 'Liệt kê các giá trị đầu ra, quan trọng nhất đứng trước.',
      },
    );
  }
  if (table.aggregation !== undefined && table.outputs.length > 1) {
    error(
      {
        en: `${table.aggregation} is not defined for several outputs.`,
        vi: `không dùng được ${table.aggregation} cho nhiều đầu ra.`,
      },
      { en: 'Keep one output column, or take the aggregation away.', vi: 'Chỉ giữ một cột đầu ra, hoặc bỏ phép gộp.' },
    );
  }
}

/**
 * Reports gaps, overlaps and rules that can never decide, with an example input each; warnings, because inputs may depend on
 * each other in ways that the table does not show. What cannot be decided is said as well.
 */
export function checkRules(table: DecisionTable, at: Named, label: Bilingual, findings: Findings): void {
  const analysis = analyzeTable(table);
  if (!analysis.analysed) {
    findings.info('dmn-table-not-analysed', at, {
      en: `${label.en}: gaps and overlaps were not looked for, because ${analysis.reason}.`,
      vi: `${label.vi}: chưa tìm chỗ thiếu và chỗ chồng lấn, vì ${analysis.reasonVi}.`,
    });
    return;
  }
  const givesOne = ['UNIQUE', 'FIRST', 'PRIORITY', 'ANY'].includes(table.hitPolicy);
  if (givesOne && table.outputs.every((output) => output.defaultEntry === undefined)) {
    for (const gap of analysis.gaps) {
      findings.warning(
        'dmn-table-gap',
        at,
        {
          en: `${label.en}: no rule matches ${inputText(gap, 'anything')}; the result would be null.`,
          vi: `${label.vi}: không luật nào khớp với ${inputText(gap, 'bất kỳ giá trị nào')}; kết quả sẽ là null.`,
        },
        { en: 'Add a rule, or a default output.', vi: 'Thêm một luật, hoặc giá trị đầu ra mặc định.' },
      );
    }
  }
  for (const { rules, example, agree } of analysis.overlaps.slice(0, MAX_FINDINGS)) {
    if (table.hitPolicy !== 'UNIQUE' && (table.hitPolicy !== 'ANY' || agree)) continue;
    findings.warning(
      'dmn-table-overlap',
      at,
      {
        en: `${label.en}: the rules ${rules[0]} and ${rules[1]} both match ${inputText(example, 'anything')}${table.hitPolicy === 'ANY' ? ' with different outputs' : ''}; the evaluation would fail.`,
        vi: `${label.vi}: luật ${rules[0]} và luật ${rules[1]} cùng khớp với ${inputText(example, 'bất kỳ giá trị nào')}${table.hitPolicy === 'ANY' ? ' nhưng cho đầu ra khác nhau' : ''}; việc ra quyết định sẽ thất bại.`,
      },
      {
        en: 'Make the rules exclude each other, or choose another hit policy.',
        vi: 'Sửa để các luật loại trừ nhau, hoặc chọn chính sách chọn luật khác.',
      },
    );
  }
  if (table.hitPolicy !== 'FIRST') return;
  for (const rule of analysis.masked) {
    findings.warning(
      'dmn-table-masked',
      at,
      {
        en: `${label.en}: rule ${rule} can never decide; the rules before it match all its inputs.`,
        vi: `${label.vi}: luật ${rule} không bao giờ được chọn; các luật đứng trước đã khớp với mọi đầu vào của nó.`,
      },
      { en: 'Move it up, or remove it.', vi: 'Đưa lên trên, hoặc xóa.' },
    );
  }
}

function inputText(example: JsonObject, anything: string): string {
  const parts = Object.entries(example).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return parts.length === 0 ? anything : parts.join(', ');
}
