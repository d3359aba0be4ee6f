import type { ComponentKind } from '../component-kind.ts';

/** Components that show something and hold no data. */
export const presentation: readonly ComponentKind[] = [
  show('text', { text: 'text' }),
  show('html', { content: 'text' }),
  show('image', { source: 'text', alt: 'text' }),
  show('iframe', { url: 'text', height: 'json', security: 'json' }),
  show('separator', {}),
  show('spacer', { height: 'json' }),
  show('table', { dataSource: 'text', columns: 'json', columnsExpression: 'feel', rowCount: 'count' }),
  show('documentPreview', { dataSource: 'text', title: 'text', maxHeight: 'json', endpointKey: 'json' }),
  // A button submits or resets; what it does to the data is the submission itself.
  show('button', { action: { oneOf: ['submit', 'reset'] } }),
];

function show(type: string, properties: ComponentKind['properties']): ComponentKind {
  return { types: [type], binding: 'none', properties };
}
