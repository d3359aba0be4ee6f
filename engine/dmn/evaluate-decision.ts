import { withinBudget } from '../feel/budget.ts';
import type { FeelClock } from '../feel/feel-clock.ts';
import { toJson, FeelValueError } from '../feel/feel-value.ts';
import { normalizeName } from '../feel/syntax.ts';
import type { Bilingual } from '../model/expression.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { conform } from './conform.ts';
import type {
  DecisionElement,
  DecisionModel,
  DecisionServiceModel,
  KnowledgeModel,
  Reference,
  Requirement,
  TypedName,
} from './decision-model.ts';
import {
  DecisionError,
  labelsOf,
  type DecisionRun,
  type FeelScope,
  type MatchedRules,
  type RuleOutputs,
  type TableCell,
} from './decision-run.ts';
import { createFunction, evaluateBoxed } from './evaluate-expression.ts';
import { capitalized } from './place-label.ts';

export type DecisionResult =
  | {
      readonly ok: true;
      readonly output: Json;
      /** The variables that the decision and what it requires have read from the context. */
      readonly inputs: JsonObject;
      /** Matched rules of every table, in evaluation order, 1-based row numbers. */
      readonly matched: readonly MatchedRules[];
      /** What each matched rule said, in the same order. */
      readonly outputs: readonly RuleOutputs[];
      /** Why something is null: no rule matched, a variable was not found, … */
      readonly warnings: readonly string[];
    }
  | {
      readonly ok: false;
      readonly message: string;
      readonly messageVi: string;
      /** The cell of a decision table that is at fault. */
      readonly cell?: TableCell;
    };

/**
 * Evaluates a decision or decision service, by id or by name, with everything it requires.
 *
 * Its scope is the whole context: input data need not be drawn. Drawn input data is checked against its type, and text
 * becomes a date where a date is asked for. A value of a wrong type or outside its allowed values, a cell that cannot be
 * evaluated, two matching rules of a UNIQUE table: each is a failure that names the table and the cell. No matching rule and
 * no default gives null, for every hit policy, with a reason in `warnings` (as Zeebe does; the standard leaves it open).
 * Pure; never throws for anything a model or a value can do.
 * @source DMN 1.5 §6, §8.2, §10.4
 */
export function evaluateDecision(
  decisions: Readonly<Record<string, DecisionModel>>,
  decisionId: string,
  context: JsonObject,
  clock: FeelClock,
): DecisionResult {
  const model = findDecision(decisions, decisionId);
  if (!model) {
    const known = Object.values(decisions)
      .filter(isInvocable)
      .map((candidate) => candidate.name ?? candidate.id);
    return {
      ok: false,
      message: `There is no decision '${decisionId}'. Decisions of this procedure: ${known.map((name) => `'${name}'`).join(', ') || 'none'}.`,
      messageVi: `Không có quyết định “${decisionId}”. Các quyết định của thủ tục: ${known.map((name) => `“${name}”`).join(', ') || 'không có'}.`,
    };
  }
  const run: DecisionRun = { decisions, context, clock, matched: [], outputs: [], warnings: [] };
  const graph = createGraph(run);
  try {
    const output = withinBudget(clock, () =>
      toJson(model.kind === 'service' ? graph.service(model) : graph.decision(model)),
    );
    const { matched, outputs, warnings } = run;
    return { ok: true, output, inputs: graph.inputs(), matched, outputs, warnings };
  } catch (error) {
    return failureOf(error, model);
  }
}

function failureOf(error: unknown, model: DecisionModel): Extract<DecisionResult, { ok: false }> {
  if (error instanceof DecisionError) {
    const { words, cell } = error;
    return { ok: false, message: words.en, messageVi: words.vi, ...(cell && { cell }) };
  }
  const name = capitalized(labelsOf(model));
  if (error instanceof FeelValueError)
    return { ok: false, message: `${name.en}: ${error.message}`, messageVi: `${name.vi}: ${error.message}` };
  if (error instanceof RangeError)
    return {
      ok: false,
      message: `${name.en} nests or calls itself too deeply.`,
      messageVi: `${name.vi} lồng nhau hoặc tự gọi quá sâu.`,
    };
  throw error;
}

function findDecision(
  decisions: Readonly<Record<string, DecisionModel>>,
  idOrName: string,
): DecisionElement | DecisionServiceModel | undefined {
  const byId = Object.hasOwn(decisions, idOrName) ? decisions[idOrName] : undefined;
  if (byId && isInvocable(byId)) return byId;
  return Object.values(decisions)
    .filter(isInvocable)
    .find((candidate) => candidate.name === idOrName);
}

function isInvocable(model: DecisionModel): model is DecisionElement | DecisionServiceModel {
  return model.kind === 'decision' || model.kind === 'service';
}

/** A fault of an element as a whole: `Decision 'Fee' has no logic.` */
function faultOf(model: DecisionModel, en: string, vi: string): DecisionError {
  const name = capitalized(labelsOf(model));
  return new DecisionError({ en: `${name.en} ${en}.`, vi: `${name.vi} ${vi}.` });
}

// --- the requirement graph -----------------------------------------------------------------------------------------------------

interface Graph {
  decision(model: DecisionElement): unknown;
  service(model: DecisionServiceModel): unknown;
  /** What was read from the context so far. */
  inputs(): JsonObject;
}

/** A walk over the requirement graph; each decision is evaluated once. `given` are values that need no evaluation, by id. */
function createGraph(
  run: DecisionRun,
  given: ReadonlyMap<string, unknown> = new Map(),
  read = new Map<string, Json>(),
): Graph {
  const results = new Map(given);
  const open: string[] = [];

  function decision(model: DecisionElement): unknown {
    if (results.has(model.id)) return results.get(model.id);
    if (open.includes(model.id)) throw faultOf(model, 'requires itself', 'cần chính nó');
    if (!model.logic) throw faultOf(model, 'has no logic', 'chưa có nội dung');
    open.push(model.id);
    const { scope, own } = scopeOf(model.requires);
    noteReads(model, own);
    const place = { elementId: model.id, label: labelsOf(model) };
    const value = evaluateBoxed(run, model.logic, scope, place);
    const result = conform(value, model.variable.type, run.clock);
    if (!result.ok) throw wrongResult(model, result.message);
    open.pop();
    results.set(model.id, result.value);
    return result.value;
  }

  /** The context with what is required laid over it; `own` are the names that were laid over. */
  function scopeOf(requires: readonly Requirement[]): { readonly scope: FeelScope; readonly own: ReadonlySet<string> } {
    const scope: Record<string, unknown> = { ...run.context };
    const own = new Set<string>();
    for (const requirement of requires) {
      const target = lookUp(requirement);
      const value = valueOf(target);
      const isPlain = requirement.alias === undefined || requirement.alias === '';
      own.add(normalizeName(isPlain ? target.variable.name : requirement.alias));
      if (isPlain) scope[target.variable.name] = value;
      else
        scope[requirement.alias] = {
          ...contextOf(own.has(requirement.alias) ? scope[requirement.alias] : {}),
          [target.variable.name]: value,
        };
    }
    return { scope, own };
  }

  function valueOf(target: DecisionModel): unknown {
    switch (target.kind) {
      case 'input':
        return results.has(target.id) ? results.get(target.id) : inputData(target.variable, target);
      case 'decision':
        return decision(target);
      case 'knowledge':
        return knowledge(target);
      case 'service':
        return serviceFunction(target);
      default:
        return target satisfies never;
    }
  }

  function inputData(variable: TypedName, model: DecisionModel): unknown {
    const name = keyIn(run.context, variable.name);
    const value = name === undefined ? null : (run.context[name] ?? null);
    if (name === undefined) run.warnings.push(`The input '${variable.name}' is not given; it is null.`);
    else read.set(variable.name, value);
    const result = conform(value, variable.type, run.clock);
    if (!result.ok)
      throw new DecisionError({
        en: `The input '${variable.name}' of ${labelsOf(model).en} ${result.message.en}.`,
        vi: `Đầu vào “${variable.name}” của ${labelsOf(model).vi} ${result.message.vi}.`,
      });
    return result.value;
  }

  function knowledge(model: KnowledgeModel): unknown {
    if (results.has(model.id)) return results.get(model.id);
    const { logic } = model;
    if (!logic) throw faultOf(model, 'has no logic', 'chưa có nội dung');
    if (open.includes(model.id)) {
      // A function may call itself: by the time it does, it is there.
      return lazily(logic.parameters, () => results.get(model.id));
    }
    open.push(model.id);
    const { scope } = scopeOf(model.requires);
    const self: Record<string, unknown> = { ...scope };
    const made = createFunction(run, logic, self, { elementId: model.id, label: labelsOf(model) }, model.variable.type);
    self[model.variable.name] ??= made;
    open.pop();
    results.set(model.id, made);
    return made;
  }

  function service(model: DecisionServiceModel): unknown {
    const outputs = model.outputDecisions.map(lookUp);
    const inner = new Map<string, unknown>();
    for (const reference of [...model.inputData, ...model.inputDecisions]) {
      const target = lookUp(reference);
      inner.set(target.id, inputData(target.variable, target));
    }
    return runService(model, outputs, inner);
  }

  function runService(
    model: DecisionServiceModel,
    outputs: readonly DecisionModel[],
    inner: ReadonlyMap<string, unknown>,
  ): unknown {
    const graph = createGraph(run, inner, read);
    const values = outputs.map((output): [string, unknown] => {
      if (output.kind !== 'decision')
        throw faultOf(
          model,
          `gives out ${labelsOf(output).en}, which is no decision`,
          `đưa ra ${labelsOf(output).vi}, vốn không phải quyết định`,
        );
      return [output.variable.name, graph.decision(output)];
    });
    const [first] = values;
    if (!first) throw faultOf(model, 'has no output decision', 'không có quyết định đầu ra');
    const value = values.length === 1 ? first[1] : Object.fromEntries(values);
    const result = conform(
      value,
      model.variable.type?.kind === 'function' ? undefined : model.variable.type,
      run.clock,
    );
    if (!result.ok) throw wrongResult(model, result.message);
    return result.value;
  }

  /** A decision service as a function of its input data, then its input decisions. @source DMN 1.5 §10.4 */
  function serviceFunction(model: DecisionServiceModel): unknown {
    const parameters = [...model.inputData, ...model.inputDecisions].map(lookUp);
    return Object.assign(
      (...values: readonly unknown[]): unknown => {
        const inner = new Map<string, unknown>();
        parameters.forEach((parameter, index) => {
          const result = conform(values[index], parameter.variable.type, run.clock);
          if (!result.ok)
            throw new DecisionError({
              en: `The argument '${parameter.variable.name}' of ${labelsOf(model).en} ${result.message.en}.`,
              vi: `Đối số “${parameter.variable.name}” của ${labelsOf(model).vi} ${result.message.vi}.`,
            });
          inner.set(parameter.id, result.value);
        });
        return runService(model, model.outputDecisions.map(lookUp), inner);
      },
      { $args: parameters.map((parameter) => parameter.variable.name) },
    );
  }

  function lookUp(reference: Reference): DecisionModel {
    const target = Object.hasOwn(run.decisions, reference.id) ? run.decisions[reference.id] : undefined;
    if (!target)
      throw new DecisionError({
        en: `The required element '${reference.id}' is not part of this procedure.`,
        vi: `Thủ tục không có phần tử “${reference.id}” mà quyết định cần.`,
      });
    return target;
  }

  function noteReads(model: DecisionElement, own: ReadonlySet<string>): void {
    for (const name of model.reads) {
      if (own.has(normalizeName(name))) continue;
      const key = keyIn(run.context, name);
      const value = key === undefined ? undefined : run.context[key];
      if (key !== undefined && value !== undefined) read.set(key, value);
    }
  }

  return { decision, service, inputs: () => Object.fromEntries(read) };
}

function wrongResult(model: DecisionModel, message: Bilingual): DecisionError {
  const { en, vi } = labelsOf(model);
  return new DecisionError({ en: `The result of ${en} ${message.en}.`, vi: `Kết quả của ${vi} ${message.vi}.` });
}

function lazily(parameters: readonly TypedName[], resolve: () => unknown): unknown {
  return Object.assign(
    (...values: readonly unknown[]): unknown => {
      const called = resolve();
      return typeof called === 'function' ? Reflect.apply(called, undefined, [...values]) : null;
    },
    { $args: parameters.map((parameter) => parameter.name) },
  );
}

function keyIn(context: JsonObject, name: string): string | undefined {
  if (Object.hasOwn(context, name)) return name;
  const normalized = normalizeName(name);
  return Object.keys(context).find((key) => normalizeName(key) === normalized);
}

function contextOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
