import { describe, expect, it } from 'vitest';
import { lowerHeadings } from './lower-headings.ts';

describe('headings in a form', () => {
  it('lie below the heading of the page', () => {
    expect(lowerHeadings('<h1 id="x">A</h1><p>hr</p><hr><h5>B</h5><h6>C</h6>')).toBe(
      '<h2 id="x">A</h2><p>hr</p><hr><h6>B</h6><h6>C</h6>',
    );
  });
});
