import type { IncidentRecord } from '../records.ts';
import { insert, rowKey, update, type BatchTable, type Columns, type Row } from './batch-table.ts';

const KEY: Columns = { case_id: 'text', incident_key: 'integer' };

/** Incidents; resolved ones stay. */
export const incidents: BatchTable = {
  statements: [
    insert('incidents', {
      ...KEY,
      element_id: 'text',
      element_key: 'integer',
      code: 'text',
      message: 'text',
      details: 'text',
      procedure_code: 'text',
      unit: 'text',
      dossier_code: 'text',
      raised_at: 'text',
      resolved_at: 'text',
    }),
    update('incidents', KEY, { resolved_at: 'text' }),
  ],
  rows({ entries }) {
    const raised = new Map<string, IncidentRecord>();
    const resolved: Row[] = [];
    for (const {
      case: { caseId },
      changes,
    } of entries) {
      for (const incident of changes.incidentsRaised) raised.set(rowKey(caseId, incident.incidentKey), incident);
      for (const { incidentKey, resolvedAt } of changes.incidentsResolved) {
        const incident = raised.get(rowKey(caseId, incidentKey));
        if (incident === undefined) resolved.push([caseId, incidentKey, resolvedAt]);
        else raised.set(rowKey(caseId, incidentKey), { ...incident, resolvedAt });
      }
    }
    return [[...raised.values()].map(row), resolved];
  },
};

function row(incident: IncidentRecord): Row {
  return [
    incident.caseId,
    incident.incidentKey,
    incident.elementId,
    incident.elementKey,
    incident.code,
    incident.message,
    incident.details === undefined ? null : JSON.stringify(incident.details),
    incident.procedureCode,
    incident.unit,
    incident.dossierCode ?? null,
    incident.raisedAt,
    incident.resolvedAt ?? null,
  ];
}
