import { expect, it } from 'vitest';
import { verify } from '../../engine/index.ts';
import { advised, boundOf, said } from './said.ts';

const NO_WAY_OUT = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
  <process id="p" isExecutable="true">
    <startEvent id="start" />
    <sequenceFlow id="f" sourceRef="start" targetRef="nowhere" />
  </process>
</definitions>`;

it('tells a finding in the language of the page', async () => {
  const { diagnostics } = await verify(NO_WAY_OUT);
  const dangling = diagnostics.find(({ ruleId }) => ruleId === 'dangling-reference');
  if (dangling === undefined) throw new Error('the model was to have a dangling reference');
  expect(said(dangling, 'vi')).toBe(
    'luồng tuần tự f dẫn đến “nowhere” (targetRef), nhưng trong tệp không có phần tử mang mã này.',
  );
  expect(advised(dangling, 'vi')).toBe('Khai báo phần tử đó, hoặc xóa tham chiếu.');
  expect(said(dangling, 'en')).toBe(
    "sequence flow f refers to 'nowhere' (targetRef), but the file has no element with this id.",
  );
  expect(advised(dangling, 'en')).toBe('Define it or remove the reference.');
});

it('falls back to English where there is no Vietnamese, and says nothing where nothing is said', () => {
  expect(said({ message: 'Stuck.' }, 'vi')).toBe('Stuck.');
  expect(advised({ hint: 'Push.' }, 'vi')).toBe('Push.');
  expect(advised({}, 'vi')).toBe('');
  expect(boundOf({ bound: 'more than 8 different steps', boundVi: 'có hơn 8 bước chạy khác nhau' }, 'vi')).toBe(
    'có hơn 8 bước chạy khác nhau',
  );
  expect(boundOf({}, 'en')).toBe('');
});
