import dmn13 from 'dmn-moddle/resources/dmn/json/dmn13.json' with { type: 'json' };

const child = (name: string): object => ({ name, type: 'ChildExpression', xml: { serialize: 'property' } });
const iterator = (name: string, result: string): object => ({
  name,
  superClass: ['Expression'],
  properties: [{ name: 'iteratorVariable', type: 'String', isAttr: true }, child('in'), child(result)],
});

/**
 * The parser's description of DMN 1.3, with what 1.4 and 1.5 added: boxed conditionals, filters and iterators, and type
 * constraints. Handed to dmn-moddle in place of its own.
 * @source DMN 1.5 §10.2 (boxed expressions), §7.3 (ItemDefinition)
 */
export const METAMODEL = {
  ...dmn13,
  types: [
    ...dmn13.types.map((type) =>
      type.name === 'ItemDefinition'
        ? {
            ...type,
            properties: [
              ...(type.properties ?? []),
              { name: 'typeConstraint', type: 'UnaryTests', xml: { serialize: 'property' } },
            ],
          }
        : type,
    ),
    {
      name: 'ChildExpression',
      properties: [
        { name: 'id', type: 'String', isAttr: true, isId: true },
        { name: 'value', type: 'Expression' },
      ],
    },
    { name: 'Conditional', superClass: ['Expression'], properties: [child('if'), child('then'), child('else')] },
    { name: 'Filter', superClass: ['Expression'], properties: [child('in'), child('match')] },
    iterator('For', 'return'),
    iterator('Some', 'satisfies'),
    iterator('Every', 'satisfies'),
  ],
};
