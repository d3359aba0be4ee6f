import { describe, expect, it } from 'vitest';
import { fitsName, sniffType } from './sniff.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const archive = (member: string, more = ''): Buffer => bytes(`PK\x03\x04${'\0'.repeat(26)}${member}${more}`);

describe('what a file is', () => {
  it.each([
    ['%PDF-1.7\n', 'application/pdf'],
    ['\x89PNG\r\n\x1a\n\0\0', 'image/png'],
    ['\xff\xd8\xff\xe0\0\x10JFIF', 'image/jpeg'],
    ['II*\0\x08\0', 'image/tiff'],
    ['MM\0*\0\0', 'image/tiff'],
  ])('%j is %s', (start, type) => {
    expect(sniffType(bytes(start))).toBe(type);
  });

  it('tells office documents by their first member', () => {
    expect(sniffType(archive('[Content_Types].xml', '…PK\x03\x04…word/document.xml'))).toMatch(/wordprocessingml/);
    expect(sniffType(archive('_rels/.rels', '…PK\x03\x04…xl/workbook.xml'))).toMatch(/spreadsheetml/);
    expect(sniffType(archive('mimetype', 'application/vnd.oasis.opendocument.textPK'))).toMatch(/opendocument/);
  });

  it.each(['<!doctype html><script>', 'MZ\x90\0', '#!/bin/sh', ' %PDF-1.7', '<svg xmlns=', 'GIF89a', ''])(
    '%j may not be attached',
    (start) => {
      expect(sniffType(bytes(start))).toBeUndefined();
    },
  );
  it('takes no archive of anything else', () => {
    expect(sniffType(archive('word/evil.exe'))).toBeUndefined();
    expect(sniffType(archive('[Content_Types].xml', 'ppt/presentation.xml'))).toBeUndefined();
  });

  it('a name must end as its type does', () => {
    expect(fitsName('application/pdf', 'Đơn đề nghị.PDF')).toBe(true);
    expect(fitsName('application/pdf', 'don.pdf.exe')).toBe(false);
    expect(fitsName('image/jpeg', 'anh.jpeg')).toBe(true);
  });
});
