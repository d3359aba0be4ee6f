import type { FormKeyword } from '../form-keyword.ts';
import { characters } from './characters.ts';
import { accept, file, multiple } from './files.ts';
import { format } from './format.ts';
import { hidden } from './hidden.ts';
import { maxLength, minLength } from './length.ts';
import { number } from './number.ts';
import { options } from './options.ts';
import { pattern } from './pattern.ts';
import { maximum, minimum } from './range.ts';
import { readonly } from './readonly.ts';
import { required } from './required.ts';
import { fixedRows } from './rows.ts';
import { rules } from './rules.ts';
import { temporal } from './temporal.ts';

/** All keywords of ours, in the order in which they are asked. */
export const FORM_KEYWORDS: readonly FormKeyword[] = [
  hidden,
  readonly,
  required,
  characters,
  minLength,
  maxLength,
  pattern,
  format,
  number,
  minimum,
  maximum,
  options,
  temporal,
  multiple,
  file,
  accept,
  fixedRows,
  rules,
];
