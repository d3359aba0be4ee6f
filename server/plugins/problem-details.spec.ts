import { describe, expect, it } from 'vitest';
import { REJECTION_CODES } from '../../engine/index.ts';
import { SERVER_CODES } from '../errors.ts';
import { problemOf, STATUS_OF_CODE } from './problem-details.ts';
import { PROBLEM_TITLES } from './problem-titles.ts';

describe('problem documents', () => {
  it('give every code of both catalogues one status, and invent none', () => {
    const codes = [...Object.keys(REJECTION_CODES), ...Object.keys(SERVER_CODES)].sort();
    expect(Object.keys(STATUS_OF_CODE).sort()).toEqual(codes);
    expect(Object.keys(PROBLEM_TITLES).sort()).toEqual(codes);
    expect(Object.values(STATUS_OF_CODE).every((status) => status >= 400 && status < 600)).toBe(true);
  });

  // Public API: a status that clients have learnt does not move.
  it('keep the statuses that clients know', () => {
    expect(STATUS_OF_CODE).toMatchObject({
      STALE_VERSION: 409,
      TASK_NOT_CLAIMED: 409,
      TASK_CLAIMED_BY_ANOTHER: 409,
      CASE_ENDED: 409,
      NOT_A_CANDIDATE: 403,
      SEPARATION_OF_DUTIES: 403,
      FORM_INVALID: 422,
      MODEL_REFUSED: 422,
      VERSION_EXISTS: 409,
      STALE_REVISION: 412,
      IDEMPOTENCY_KEY_MISSING: 400,
      IDEMPOTENCY_KEY_REUSED: 422,
      NOT_SIGNED_IN: 401,
      FORBIDDEN: 403,
      TOO_MANY_REQUESTS: 429,
    });
  });

  it('tell findings in the language asked for and keep other details', () => {
    const refusal = {
      code: 'FORM_INVALID',
      message: 'The submission does not satisfy the form.',
      details: {
        formId: 'receive',
        findings: [
          {
            path: '/phone',
            label: 'Điện thoại',
            code: 'pattern',
            message: { vi: 'Không đúng dạng', en: 'Does not match' },
          },
        ],
      },
    } as const;
    const vi = problemOf(refusal, 'r1', 'vi');
    expect(vi).toMatchObject({
      type: 'urn:motcua:problem:FORM_INVALID',
      title: 'Biểu mẫu chưa hợp lệ',
      status: 422,
      code: 'FORM_INVALID',
      instance: 'urn:motcua:request:r1',
      formId: 'receive',
      findings: [{ path: '/phone', label: 'Điện thoại', code: 'pattern', message: 'Không đúng dạng' }],
    });
    expect(problemOf(refusal, 'r1', 'en')['findings']).toMatchObject([{ message: 'Does not match' }]);
  });

  it('cannot be made to lie by details', () => {
    const problem = problemOf(
      { code: 'FORBIDDEN', message: 'No.', details: { status: 200, code: 'OK', title: 'Fine' } },
      'r1',
      'en',
    );
    expect(problem).toMatchObject({ status: 403, code: 'FORBIDDEN', title: 'This account may not do this' });
  });
});
