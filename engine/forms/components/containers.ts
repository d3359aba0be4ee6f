import type { ComponentKind } from '../component-kind.ts';

/** A group: lays out its fields and, with a path, puts their values into an object. */
export const group: ComponentKind = {
  types: ['group'],
  binding: 'path',
  properties: { path: 'text', components: 'json', showOutline: 'flag', verticalAlignment: 'text' },
};

/**
 * A list of rows, each an object with the fields inside. The custom properties `minRows` and `maxRows` limit the rows; the
 * editor has no property for it.
 */
export const dynamicList: ComponentKind = {
  types: ['dynamiclist'],
  binding: 'rows',
  properties: {
    path: 'text',
    components: 'json',
    showOutline: 'flag',
    verticalAlignment: 'text',
    // A list that does not repeat is a group; the viewer would treat it as a half of each.
    isRepeating: { oneOf: [true] },
    allowAddRemove: 'flag',
    defaultRepetitions: 'count',
    disableCollapse: 'flag',
    nonCollapsedItems: 'count',
  },
  custom: { minRows: 'count', maxRows: 'count' },
};
