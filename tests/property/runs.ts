/** How many models each law is tried on. `PROPERTY_RUNS=2000 npm test -- property` for a long night. */
export const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 60);
