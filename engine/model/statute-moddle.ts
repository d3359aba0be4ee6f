import descriptor from './statute.json' with { type: 'json' };

/**
 * Our moddle extension (prefix `statute`, namespace `urn:motcua:statute:1`): hand it to bpmn-js or bpmn-moddle as
 * `moddleExtensions: { statute: statuteModdle }`, so that what the law says of a step survives drawing and saving.
 */
export const statuteModdle: object = descriptor;
