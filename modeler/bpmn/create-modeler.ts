import Modeler from 'bpmn-js/lib/Modeler';
import { CreateAppendAnythingModule } from 'bpmn-js-create-append-anything';
import {
  BpmnPropertiesPanelModule,
  BpmnPropertiesProviderModule,
  ZeebePropertiesProviderModule,
} from 'bpmn-js-properties-panel';
import zeebeBehaviors from 'camunda-bpmn-js-behaviors/lib/camunda-cloud';
import minimapModule from 'diagram-js-minimap';
import zeebeModdle from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { statuteModdle } from '../../engine/index.ts';
import type { BundleContext } from './properties/bundle-context.ts';
import { bpmnTextsModule } from './texts.ts';
import { statutePropertiesModule } from './properties/statute-provider.ts';

export type ProcessModeler = Modeler;

/** A bpmn-js modeler that speaks our dialect: the Zeebe extensions that the engine runs, and what the law says of a step. */
export function createModeler(
  canvas: HTMLElement,
  propertiesPanel: HTMLElement,
  bundle: BundleContext,
): ProcessModeler {
  return new Modeler({
    container: canvas,
    propertiesPanel: { parent: propertiesPanel },
    moddleExtensions: { zeebe: zeebeModdle, statute: statuteModdle },
    additionalModules: [
      BpmnPropertiesPanelModule,
      BpmnPropertiesProviderModule,
      ZeebePropertiesProviderModule,
      zeebeBehaviors,
      CreateAppendAnythingModule,
      minimapModule,
      statutePropertiesModule(bundle),
      bpmnTextsModule,
    ],
  });
}
