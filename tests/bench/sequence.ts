/** A process of `nodes` flow nodes: user tasks in a row, broken every ten by a choice, and every fifty by two ways at once. */
export function sequenceOf(nodes: number): string {
  const elements: string[] = ['<startEvent id="start"/>'];
  const flows: string[] = [];
  let last = 'start';
  let made = 2;
  const flow = (from: string, to: string, condition?: string): string => {
    const id = `f${String(flows.length)}`;
    flows.push(
      condition === undefined
        ? `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`
        : `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"><conditionExpression>${condition}</conditionExpression></sequenceFlow>`,
    );
    return id;
  };
  const node = (kind: string): string => {
    made += 1;
    return `${kind}${String(made)}`;
  };
  for (let block = 0; made < nodes; block += 1) {
    const left = nodes - made;
    if (left >= 4 && block % 10 === 9) {
      const parallel = block % 50 === 49;
      const kind = parallel ? 'parallelGateway' : 'exclusiveGateway';
      const [split, a, b, join] = [node('split'), node('task'), node('task'), node('join')];
      flow(last, split);
      const preferred = flow(split, a);
      flow(split, b, parallel ? undefined : '=other = true');
      flow(a, join);
      flow(b, join);
      elements.push(
        `<${kind} id="${split}"${parallel ? '' : ` default="${preferred}"`}/>`,
        `<userTask id="${a}"/><userTask id="${b}"/><${kind} id="${join}"/>`,
      );
      last = join;
    } else {
      const task = node('task');
      flow(last, task);
      elements.push(`<userTask id="${task}"/>`);
      last = task;
    }
  }
  flow(last, 'end');
  elements.push('<endEvent id="end"/>');
  return processFile(`${elements.join('')}${flows.join('')}`);
}

/** A user task that is there `tokens` times at once. */
export function manyAtOnce(): string {
  return processFile(
    `<startEvent id="start"/><userTask id="each"><multiInstanceLoopCharacteristics><extensionElements>` +
      `<zeebe:loopCharacteristics inputCollection="=items" inputElement="item"/></extensionElements></multiInstanceLoopCharacteristics></userTask>` +
      `<endEvent id="end"/><sequenceFlow id="f1" sourceRef="start" targetRef="each"/><sequenceFlow id="f2" sourceRef="each" targetRef="end"/>`,
  );
}

function processFile(body: string): string {
  return (
    `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" ` +
    `xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="urn:bench"><process id="bench" isExecutable="true">${body}</process></definitions>`
  );
}
